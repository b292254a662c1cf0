import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type * as z from "zod";
import type { listEverydayWords } from "#shared/catalogue/search/api.ts";
import { CallForm } from "../../kit/call-form.tsx";
import { RecordList } from "../../kit/record-list.tsx";
import { useDebounced } from "../../kit/use-settled.ts";
import { call } from "../../shared/api.ts";
import { ErrorMessage } from "../../shared/query-view.tsx";
import { useText } from "../../shared/use-read.ts";
import { NameAfter, Written } from "../../shared/written.tsx";
import { ItemsField } from "./items-field.tsx";
import { Misses } from "./misses.tsx";
import "../staff.css";

type Word = z.output<(typeof listEverydayWords)["answers"][200]["schema"]>["items"][number];
type Begun = { word: string; items: string[]; time: number };

const setWord = (body: object): Promise<Word> => call("PUT", "/v1/everyday-words", { body });

/** 俗称: what people say for the items, and what they said in vain. */
export default function WordsPage() {
  const { t } = useTranslation();
  const [begun, setBegun] = useState<Begun>({ word: "", items: [], time: 0 });
  const [done, setDone] = useState<Word>();
  const cache = useQueryClient();
  const begin = (word: string, items: string[]): void => {
    setBegun(({ time }) => ({ word, items, time: time + 1 }));
    requestAnimationFrame(() => document.getElementById("setWord-word")?.focus());
  };
  const reread = (): void => {
    void cache.invalidateQueries({ predicate: ({ queryKey: [path] }) => /words|misses/.test(String(path)) });
  };
  return (
    <>
      <h1>{t("words.title")}</h1>
      <p>{t("words.intro")}</p>
      <CallForm<Word>
        key={begun.time}
        name="PUT /v1/everyday-words"
        words="setWord"
        options={{ widgets: { items: ItemsField }, initial: { word: begun.word, items: begun.items } }}
        submit={t("words.set")}
        send={setWord}
        onDone={(word) => {
          setDone(word);
          setBegun(({ time }) => ({ word: "", items: [], time: time + 1 }));
          reread();
        }}
      />
      <div role="status">
        {done && (
          <p className="panel good">
            <Written text={t(done.items.length > 0 ? "words.isSet" : "words.isOut", done)} />
          </p>
        )}
      </div>
      <Misses onAdd={(phrase) => begin(phrase, [])} onForgotten={reread} />
      <Known
        onChange={({ word, items }) =>
          begin(
            word,
            items.map(({ itemCode }) => itemCode),
          )
        }
        onTakenOut={(word) => {
          setDone(word);
          reread();
        }}
      />
    </>
  );
}

type KnownProps = { onChange: (word: Word) => void; onTakenOut: (word: Word) => void };

function Known({ onChange, onTakenOut }: KnownProps) {
  const { t } = useTranslation();
  const text = useText();
  const [typed, setTyped] = useState("");
  const asked = useDebounced(typed.trim());
  const takeOut = useMutation({
    mutationFn: (word: string) => setWord({ word, items: [] }),
    onSuccess: onTakenOut,
  });
  return (
    <section aria-labelledby="known">
      <h2 id="known">{t("words.known")}</h2>
      <div className="filters on-screen">
        <label>
          {t("words.search")}
          <input type="search" value={typed} onChange={({ target }) => setTyped(target.value)} />
        </label>
      </div>
      <ErrorMessage error={takeOut.error} />
      <RecordList<Word>
        path={`/v1/everyday-words?q=${encodeURIComponent(asked)}`}
        caption={t("words.known")}
        none={t("words.none")}
        keyOf={({ wordId }) => wordId}
        columns={[
          {
            name: "word",
            heading: t("words.word"),
            cell: ({ word, source }) => (
              <>
                <Written text={word} />
                {source === "district" && <span className="facts">{t("words.ours")}</span>}
              </>
            ),
          },
          {
            name: "items",
            heading: t("words.items"),
            cell: ({ items }) =>
              items
                .map(({ itemCode, name }) => (name ? text(name) : t("words.gone", { itemCode })))
                .join("; "),
          },
          {
            name: "steps",
            heading: t("words.steps"),
            cell: (each) => (
              <span className="buttons">
                <button type="button" onClick={() => onChange(each)}>
                  {t("words.change")}
                  <NameAfter text={each.word} />
                </button>
                <button type="button" onClick={() => takeOut.mutate(each.word)}>
                  {t("words.takeOut")}
                  <NameAfter text={each.word} />
                </button>
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}
