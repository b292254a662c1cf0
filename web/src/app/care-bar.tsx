import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";

/** What care mode adds to every page: it is read aloud, and help is one tap away (帮办). */
export function CareBar() {
  const { t, i18n } = useTranslation();
  const [reading, setReading] = useState(false);
  const canSpeak = "speechSynthesis" in window;
  const stop = (): void => {
    window.speechSynthesis.cancel();
    setReading(false);
  };
  const start = (): void => {
    const utterance = new SpeechSynthesisUtterance(document.getElementById("main")?.innerText ?? "");
    utterance.lang = i18n.language;
    utterance.rate = 0.9;
    utterance.onend = () => setReading(false);
    utterance.onerror = () => setReading(false);
    window.speechSynthesis.cancel();
    window.speechSynthesis.speak(utterance);
    setReading(true);
  };
  useEffect(() => () => (canSpeak ? window.speechSynthesis.cancel() : undefined), [canSpeak]);
  return (
    <div className="care on-screen">
      {canSpeak && (
        <button type="button" aria-pressed={reading} onClick={reading ? stop : start}>
          {reading ? t("care.stop") : t("care.read")}
        </button>
      )}
      <Link to="/help" className="button primary">
        {t("care.help")}
      </Link>
    </div>
  );
}
