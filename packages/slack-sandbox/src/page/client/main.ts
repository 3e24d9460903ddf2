import { html, render } from "htm/preact";
import { Page } from "./page.ts";
import type { Start } from "./wire.ts";

const start: Start = JSON.parse(document.getElementById("start")?.textContent ?? "{}");
const root = document.getElementById("page");
if (root) render(html`<${Page} start=${start} />`, root);
