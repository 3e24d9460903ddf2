/** Opens the sandbox's page as somebody and takes pictures of messages, modals and the Home tab. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "@hono/node-server";
import type { Browser, Locator, Page } from "playwright-core";
import { pageRoutes, type SandboxMessage } from "slack-sandbox";
import type { SandboxRun } from "../../src/demo/sandbox-run.ts";
import type { Scenario } from "../../src/demo/scenario.ts";
import { guideTo } from "../../src/demo/tour.ts";
import { type Language, type PictureName, unshown } from "./pictures.ts";

const WINDOW = { width: 980, height: 2100 };
/** Space around what is shown, in CSS pixels; a message begins where the list of conversations ends. */
interface Margins {
  sides: number;
  below: number;
}
const AROUND_MESSAGE: Margins = { sides: 0, below: 0 };
const AROUND_MODAL: Margins = { sides: 1, below: 1 };
const AROUND_HOME: Margins = { sides: 14, below: 10 };
/** The browser of the pictures has no face with letters of one width. */
const MONO = await readFile(
  fileURLToPath(import.meta.resolve("@fontsource/dejavu-mono/files/dejavu-mono-latin-400-normal.woff2")),
  "base64",
);
/** What only a pointer brings, and what would lie over a message. */
const QUIET = `
  @font-face { font-family: Mono; src: url(data:font/woff2;base64,${MONO}) }
  pre, code { font-family: Mono !important }
  .tools, .day-line, .day-rule, .new-line, .tour, .to-latest { display: none !important }
  * { caret-color: transparent !important }
  .modal { box-shadow: 0 0 0 1px #ddd !important }
  .modal::backdrop { background: #fff !important }
  .modal-head .icon-button:focus-visible { outline: none !important; box-shadow: none !important }
`;

export class Camera {
  readonly #page: Page;
  readonly #url: string;
  readonly #names: { folder: string; language: Language };
  readonly #close: () => Promise<void>;
  #visits = 0;

  private constructor(
    page: Page,
    url: string,
    names: { folder: string; language: Language },
    close: () => Promise<void>,
  ) {
    this.#page = page;
    this.#url = url;
    this.#names = names;
    this.#close = close;
  }

  /** Pictures go to `folder` as `<language>-<name>.png`. */
  static async at(
    { sandbox, clock }: SandboxRun,
    scenario: Scenario,
    options: { browser: Browser; folder: string; language: Language },
  ): Promise<Camera> {
    const server = serve({
      fetch: pageRoutes({ sandbox, clock, guide: guideTo(sandbox, scenario) }).fetch,
      port: 0,
      hostname: "127.0.0.1",
    });
    await new Promise<void>((resolve) => server.once("listening", resolve));
    const address = server.address();
    if (typeof address !== "object" || !address) throw new Error("The page has no port.");
    const context = await options.browser.newContext({
      viewport: WINDOW,
      deviceScaleFactor: 1.5,
      reducedMotion: "reduce",
      colorScheme: "light",
      bypassCSP: true,
    });
    await context.addInitScript(() => localStorage.setItem("slack-sandbox-tour-closed", "yes"));
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    return new Camera(page, `http://127.0.0.1:${address.port}/`, options, async () => {
      await context.close();
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
    });
  }

  /** The page as this person sees it. `at`: a channel's id, or `home`; without, the messages with the app. */
  async be(handle: string, at = ""): Promise<Page> {
    this.#visits += 1;
    await this.#page.goto(`${this.#url}?${this.#visits}#/${handle}/${at}`);
    await this.#page.addStyleTag({ content: QUIET });
    await this.#page.locator(".message-list, .beginning, .home-tab").first().waitFor();
    return this.#page;
  }

  async message(name: PictureName, handle: string, message: SandboxMessage): Promise<void> {
    const page = await this.be(handle, message.channel.startsWith("D") ? "" : message.channel);
    const shown = page.locator(`[data-key*="${message.ts}"]`).first();
    await shown.waitFor();
    await this.#shoot(name, shown, AROUND_MESSAGE);
  }

  /** The modal on top of what this person has open. */
  async modal(name: PictureName, handle: string): Promise<void> {
    const page = await this.be(handle);
    await page.locator("dialog.modal").waitFor();
    // No ring around what happens to have the focus.
    await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
    await this.#shoot(name, page.locator("dialog.modal"), AROUND_MODAL);
  }

  async home(name: PictureName, handle: string): Promise<void> {
    const page = await this.be(handle, "home");
    const home = page.locator(".published");
    await home.waitFor();
    await this.#shoot(name, home, AROUND_HOME);
  }

  close(): Promise<void> {
    return this.#close();
  }

  async #shoot(name: PictureName, shown: Locator, { sides, below }: Margins): Promise<void> {
    await this.#page.mouse.move(0, 0);
    const height = WINDOW.height + (await shown.evaluate(lackingHeight));
    await this.#page.setViewportSize({ ...WINDOW, height });
    const isWhole = (await shown.evaluate(isInSight)) && (await shown.evaluate(lackingHeight)) === 0;
    await this.#expect(name, shown);
    const box = await shown.boundingBox();
    if (!box || !isWhole) throw new Error(`${name} would be cut.`);
    const [left, top] = [box.x - sides, Math.max(0, box.y - below)];
    const clip = {
      x: left,
      y: top,
      width: Math.min(WINDOW.width, box.x + box.width + sides) - left,
      height: Math.min(height, box.y + box.height + below) - top,
    };
    const { folder, language } = this.#names;
    await this.#page.screenshot({ clip, path: join(folder, `${language}-${name}.png`) });
    await this.#page.setViewportSize(WINDOW);
  }

  /** Throws where what is about to be taken does not show what the picture's name says. */
  async #expect(name: PictureName, shown: Locator): Promise<void> {
    const read = await shown.evaluate(wordsInSight);
    const missing = unshown(name, this.#names.language, read);
    if (missing.length > 0)
      throw new Error(`${name} would not show “${missing.join("”, “")}”, but:\n${read.slice(0, 500)}`);
  }
}

/** What a person reads there without scrolling: the words, what stands in fields, what pictures say of themselves. */
function wordsInSight(shown: Element): string {
  const isInSight = (rects: DOMRectList) =>
    [...rects].some(({ height, top, bottom }) => height > 0 && bottom > 0 && top < innerHeight);
  const words: string[] = [];
  const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node: Node | null = walker.currentNode; node; node = walker.nextNode()) {
    const range = document.createRange();
    range.selectNode(node);
    if (node !== shown && !isInSight(range.getClientRects())) continue;
    if (node instanceof Text) words.push(node.data);
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) words.push(`\n${node.value}`);
    if (node instanceof HTMLImageElement) words.push(`\n${node.alt}`);
  }
  return words.join("");
}

/** How many pixels more the window needs for all of it to be in sight, pictures included, when they have come. */
async function lackingHeight(shown: Element): Promise<number> {
  const pictures = [...shown.querySelectorAll("img")];
  for (const picture of pictures) picture.loading = "eager";
  await Promise.all(pictures.map((picture) => picture.decode()));
  // What a list keeps free around its messages.
  const spare = 60;
  const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowY);
  const lacking = [...shown.querySelectorAll(":not(textarea)")]
    .filter(scrolls)
    .map(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);
  for (let around = shown.parentElement; around; around = around.parentElement)
    if (scrolls(around)) lacking.push(shown.getBoundingClientRect().height + spare - around.clientHeight);
  return Math.ceil(Math.max(0, ...lacking));
}

/** Scrolls it into sight; false where what it lies in still hides a part of it. */
async function isInSight(shown: Element): Promise<boolean> {
  // A list that has just become higher goes to its end first.
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  shown.scrollIntoView({ block: "center" });
  const { top, bottom } = shown.getBoundingClientRect();
  for (let around = shown.parentElement; around; around = around.parentElement) {
    const frame = around.getBoundingClientRect();
    const scrolls = /auto|scroll/.test(getComputedStyle(around).overflowY);
    if (scrolls && (top < frame.top || bottom > frame.bottom)) return false;
  }
  return top >= 0 && bottom <= innerHeight;
}
