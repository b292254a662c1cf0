import { useTranslation } from "react-i18next";

/** Stars of the 好差评 interface, the best first. */
const levels = [
  { score: 5, level: "verySatisfied" },
  { score: 4, level: "satisfied" },
  { score: 3, level: "basicallySatisfied" },
  { score: 2, level: "dissatisfied" },
  { score: 1, level: "veryDissatisfied" },
] as const;

type Props = { id: string; value: number; onChange: (score: number) => void };

export function Faces({ id, value, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className="faces" id={id} tabIndex={-1}>
      <legend>{t("rate.question")}</legend>
      <div>
        {levels.map(({ score, level }) => (
          <label key={score} className={value === score ? "face chosen" : "face"}>
            <input
              type="radio"
              name={id}
              className="unseen"
              value={score}
              checked={value === score}
              onChange={() => onChange(score)}
            />
            <Face level={score} />
            {t(`rate.level.${level}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** How far the mouth goes up or down at each level: control point of its curve. */
const mouths: Record<number, number> = { 5: 42, 4: 37, 3: 31, 2: 25, 1: 21 };

/** Drawn, so that it looks the same on every device. */
function Face({ level }: { level: number }) {
  const ends = level >= 3 ? 30 : 33;
  return (
    <svg viewBox="0 0 48 48" aria-hidden="true" className={`mood-${level}`}>
      <circle cx="24" cy="24" r="21" />
      <circle className="eye" cx="16.5" cy="19" r="2.6" />
      <circle className="eye" cx="31.5" cy="19" r="2.6" />
      <path d={`M14 ${ends} Q24 ${mouths[level]} 34 ${ends}`} />
    </svg>
  );
}
