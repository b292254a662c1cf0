import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { preference } from "./app/preferences.ts";
import { loadSettings } from "./app/settings.ts";
import { startTexts } from "./app/texts.ts";
import "./styles/base.css";
import "./styles/forms.css";
import "./styles/parts.css";
import "./styles/print.css";

// Where no header says so: the pages are in nobody else's frame.
if (window.top !== window.self) throw new Error("shown in a frame");
const root = document.getElementById("app");
if (!root) throw new Error("index.html has no place for the app");
await Promise.all([
  startTexts(preference("language", "zh-CN"), preference("mode", "standard") === "care"),
  loadSettings(),
]);
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
