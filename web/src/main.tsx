import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { startTexts } from "./app/texts.ts";
import "./styles.css";

const root = document.getElementById("app");
if (!root) throw new Error("index.html has no place for the app");
await startTexts(window.localStorage.getItem("language") ?? "zh-CN");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
