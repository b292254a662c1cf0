import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useParams, useSearchParams } from "wouter";
import { isTransient } from "../../shared/api.ts";
import type { Item } from "../../shared/api-types.ts";
import { forgetDraft, readDraft, saveDraft } from "../../shared/drafts.ts";
import { useUploadsInFlight } from "../../shared/files/in-flight.ts";
import { type Errors, noErrors } from "../../shared/form/errors.ts";
import { Form } from "../../shared/form/form.tsx";
import { ErrorMessage, QueryView } from "../../shared/query-view.tsx";
import { Situated } from "../../shared/situation/later.tsx";
import { useRead, useText } from "../../shared/use-read.ts";
import { useSession } from "../../sign-in/session.ts";
import { type Application, emptyApplication, emptyParty, isOn, type Step, stepsOf } from "./application.ts";
import { DraftKept } from "./draft-kept-later.ts";
import { Done, StepFields } from "./step-fields.tsx";
import type { Change } from "./step-props.ts";
import { check, type Submitted, useSubmission, type Warnings } from "./submission.ts";
import { useVisit } from "./visit.ts";

/** With the first errors, which come from the API, and so over a connection. */
const WrongFields = lazy(() => import("./wrong-fields.tsx"));

/** 申报: an item's form in steps, kept on the device, checked by the API at each step, submitted once. */
export default function Apply() {
  const { itemCode } = useParams();
  const item = useRead<Item>(`/v1/items/${itemCode}`);
  return (
    <QueryView query={item}>
      {(found) =>
        found.situation ? (
          <Suspense>
            <Situated>{(change) => <Steps item={found} inSituation={change} />}</Situated>
          </Suspense>
        ) : (
          <Steps item={found} />
        )
      }
    </QueryView>
  );
}

function useApplication(item: Item) {
  const session = useSession();
  const { visit } = useVisit();
  const person = session?.id ?? "";
  const atWindow = session?.role === "clerk";
  const [application, setApplication] = useState<Application>(() => {
    const fresh = emptyApplication(item, visit?.applicant ?? emptyParty(), atWindow);
    return { ...fresh, ...readDraft<Application>(person, item.itemCode) };
  });
  const set: Change = (changes) =>
    setApplication((before) => ({
      ...before,
      ...(typeof changes === "function" ? changes(before) : changes),
    }));
  const [touched, setTouched] = useState(false);
  useEffect(() => {
    if (touched) saveDraft(person, item.itemCode, application);
  }, [touched, person, item.itemCode, application]);
  const change: Change = (changes) => {
    setTouched(true);
    set(changes);
  };
  return {
    application,
    change,
    /** At once, for what must be on the device before anything else happens. */
    keep: (changes: Partial<Application>) => {
      saveDraft(person, item.itemCode, { ...application, ...changes });
      change(changes);
    },
    forget: () => {
      setTouched(false);
      forgetDraft(person, item.itemCode);
    },
  };
}

const unchanged = (item: Item): Item => item;

type StepsProps = {
  item: Item;
  inSituation?: (item: Item, answers: Application["situation"]) => Item;
};

function Steps({ item: whole, inSituation = unchanged }: StepsProps) {
  const { t } = useTranslation();
  const text = useText();
  const [path, navigate] = useLocation();
  const [query] = useSearchParams();
  const { application, change, keep, forget } = useApplication(whole);
  const item = useMemo(
    () => ({ ...inSituation(whole, application.situation), version: whole.version }),
    [inSituation, whole, application.situation],
  );
  const { visit, add } = useVisit();
  const [errors, setErrors] = useState<Errors>(noErrors);
  const [warnings, setWarnings] = useState<Warnings>([]);
  const uploading = useUploadsInFlight();
  const [checking, setChecking] = useState(false);
  const [submitted, setSubmitted] = useState<Submitted>();
  const [checkError, setCheckError] = useState<unknown>();
  const steps = stepsOf(item);
  const at = application.sending
    ? steps.length - 1
    : Math.min(Math.max(Number(query.get("step") ?? 1), 1), steps.length) - 1;
  const step = steps[at] as Step;
  const goTo = (index: number): void => {
    setCheckError(undefined);
    navigate(`${path}?step=${index + 1}`);
  };
  const submission = useSubmission({
    item,
    application,
    keep,
    onWrong: setErrors,
    onSubmitted: (done) => {
      forget();
      if (visit)
        add(
          { caseNumber: done.caseNumber, name: item.name, department: item.department },
          application.applicant,
        );
      setSubmitted(done);
    },
  });
  useEffect(() => {
    if (step.name !== "review" || application.sending) return;
    // Everything at once, before it is sent; without a connection the submission itself finds it.
    check(item, application).then(
      (found) => {
        setErrors(found.errors);
        setWarnings(found.warnings);
      },
      () => {},
    );
  }, [step.name, item, application]);

  if (submitted) return <Done item={item} submitted={submitted} />;

  const next = async (): Promise<void> => {
    setChecking(true);
    setCheckError(undefined);
    try {
      const found = await check(item, application);
      const here = new Map([...found.errors].filter(([id]) => isOn(step, id)));
      setErrors(here);
      if (here.size === 0) goTo(at + 1);
    } catch (error) {
      setCheckError(error);
    } finally {
      setChecking(false);
    }
  };
  return (
    <Form
      onSend={() => {
        if (step.name === "review") submission.mutate();
        else void next();
      }}
    >
      <p className="facts">
        <Link to={`/items/${item.itemCode}`}>{text(item.name)}</Link>
      </p>
      <h1>{t(`apply.${step.name}`)}</h1>
      <p className="facts">{t("apply.step", { number: at + 1, count: steps.length })}</p>
      <progress className="steps" value={at + 1} max={steps.length} aria-label={t("apply.progress")} />
      {errors.size > 0 && (
        <Suspense>
          <WrongFields
            errors={errors}
            item={item}
            show={(id) => {
              const index = steps.findIndex((one) => isOn(one, id));
              if (index >= 0 && index !== at) goTo(index);
            }}
          />
        </Suspense>
      )}
      <StepFields
        key={at}
        step={step}
        steps={steps}
        item={item}
        application={application}
        errors={errors}
        warnings={warnings}
        change={change}
        goTo={goTo}
      />
      {application.sending && !submission.isPending && (
        <div role="alert" className="problem">
          <p>{t("apply.unknown")}</p>
        </div>
      )}
      {!application.sending && <ErrorMessage error={submission.error} />}
      {checkError !== undefined && !isTransient(checkError) && <ErrorMessage error={checkError} />}
      {checkError !== undefined && isTransient(checkError) && (
        <div role="alert" className="problem">
          <p>{t("apply.unchecked")}</p>
          <button type="button" onClick={() => goTo(at + 1)}>
            {t("apply.goOn")}
          </button>
        </div>
      )}
      <div className="buttons">
        {at > 0 && !application.sending && (
          <button type="button" disabled={uploading} onClick={() => goTo(at - 1)}>
            {t("apply.back")}
          </button>
        )}
        <button type="submit" disabled={checking || uploading || submission.isPending}>
          {step.name !== "review"
            ? t("apply.next")
            : submission.isPending
              ? t("apply.sending")
              : application.sending
                ? t("apply.again")
                : t("apply.submit")}
        </button>
      </div>
      {uploading && (
        <p className="hint" role="status">
          {t("form.inFlight")}
        </p>
      )}
      <Suspense>
        <DraftKept
          onDelete={() => {
            forget();
            navigate(`/items/${item.itemCode}`);
          }}
        />
      </Suspense>
    </Form>
  );
}
