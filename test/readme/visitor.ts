/** Somebody who follows the README in a browser, and sees whether it is so. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { DAY, HOUR } from "../../src/platform/time.ts";
import { pickDay } from "../support/browser-page.ts";
import type { Step } from "./phrases.ts";

/** What the README names in English, as it stands on the page of whoever speaks French. */
const FRENCH: Record<string, string> = {
  "+1 day": "+1 jour",
  "+1 week": "+1 semaine",
  "Monthly executive check-in": "Point exécutif mensuel",
  "Checked in": "Point fait",
  answered: "répondu",
  "Bottom line": "L’essentiel",
  "Done this month": "Fait ce mois-ci",
  Why: "Pourquoi",
  "What’s being done": "Action en cours",
  "By when": "Échéance",
  "Off track": "Hors trajectoire",
  Save: "Enregistrer",
  November: "Novembre",
};
const FIELDS: Record<string, string> = {
  "the bottom line": "Bottom line",
  "what was done": "Done this month",
  why: "Why",
  "what is being done": "What’s being done",
  "by when": "By when",
};
const MOVES: Record<string, number> = { "+1 hour": HOUR, "+1 day": DAY, "+1 week": 7 * DAY };
/** A machine that others keep busy may take so long to move a week. */
const PATIENCE_MS = 60_000;

/** A window. `inFrench`: what this one presses or becomes, where the README names another in English. */
export class Visitor {
  readonly #page: Page;
  readonly #inFrench: Record<string, string> | null;
  readonly #written: string[] = [];

  constructor(page: Page, inFrench: Record<string, string> | null = null) {
    this.#page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    this.#inFrench = inFrench && { ...FRENCH, ...inFrench };
  }

  async do(step: Exclude<Step, { do: "see-said" | "use-terminal" | "open-second-window" }>): Promise<void> {
    const page = this.#page;
    switch (step.do) {
      case "see-person":
        await page.getByRole("button", { name: new RegExp(`^You’re ${step.name}`) }).waitFor();
        return;
      case "become":
        return this.#become(this.#say(step.name));
      case "see-lead":
        // In another language one leads another program.
        return this.#inFrench ? undefined : this.#seeRole(`lead of ${step.program}`);
      case "see-tour":
        return this.#seeTour(step.count, step.titles);
      case "see-calls":
        return this.#seeCalls();
      case "see-misbehaviour": {
        const panel = page.getByRole("region", { name: /^For builders/ });
        await panel.getByLabel("Make Slack misbehave").selectOption("Error internal_error");
        return;
      }
      case "see-digest":
        await this.#digest(step.of).waitFor();
        return;
      case "press":
        return this.#press(this.#say(step.label));
      case "move":
        return this.#move(step.by);
      case "move-until":
        return this.#moveUntil(step.by, step.day);
      case "see-last-week":
        return this.#seeLastWeek();
      case "see-asked":
        await this.#message(this.#say(step.checkIn))
          .getByRole("button", { name: this.#say("Check in") })
          .waitFor();
        return;
      case "write":
        return this.#write(this.#say(FIELDS[step.field] ?? step.field));
      case "choose":
        await this.#form()
          .getByRole("radio", { name: this.#say(step.option) })
          .check();
        return;
      case "see-words": {
        const digest = this.#digest(`${this.#say(step.month)} · `);
        const read = async () => {
          const text = await digest.innerText();
          return this.#written.some((words) => text.includes(words)) || text;
        };
        await expect.poll(read, { timeout: PATIENCE_MS }).toBe(true);
        return;
      }
    }
  }

  #say(english: string): string {
    return this.#inFrench?.[english] ?? english;
  }

  #form(): Locator {
    return this.#page.getByRole("dialog");
  }

  #message(text: string): Locator {
    return this.#page.locator(".message", { hasText: text }).last();
  }

  #digest(of = "Needs you ("): Locator {
    return this.#page.locator("[data-long-read=true]", { hasText: of }).last();
  }

  #switcher(): Locator {
    return this.#page.getByRole("button", { name: /^(You’re|Vous êtes) / });
  }

  async #become(name: string): Promise<void> {
    await this.#switcher().click();
    await this.#page.getByRole("menuitemradio", { name: new RegExp(`^${name} `) }).click();
    await this.#page.getByRole("button", { name: new RegExp(`^(You’re|Vous êtes) ${name} `) }).waitFor();
    await this.#page.locator(".message").first().waitFor();
    // What was opened for them in a terminal stands open here, too, a moment later.
    const form = this.#form();
    const isOpen = await form.waitFor({ timeout: 500 }).then(
      () => true,
      () => false,
    );
    if (!isOpen) return;
    await this.#page.keyboard.press("Escape");
    await form.waitFor({ state: "detached" });
  }

  async #seeRole(role: string): Promise<void> {
    await this.#switcher().click();
    await this.#page.getByRole("menuitemradio", { checked: true }).getByText(role).waitFor();
    await this.#page.keyboard.press("Escape");
  }

  async #seeTour(count: number, titles: readonly string[]): Promise<void> {
    const tour = this.#page.locator(".tour");
    const seen: string[] = [];
    for (let step = 1; step <= count; step += 1) {
      await tour.getByText(`${step} of ${count}`).waitFor();
      seen.push(await tour.getByRole("heading").innerText());
      if (step < count) await tour.getByRole("button", { name: "Next", exact: true }).click();
    }
    for (const title of titles) expect(seen).toContainEqual(expect.stringContaining(title));
  }

  async #seeCalls(): Promise<void> {
    await this.#page.getByRole("button", { name: "Builders" }).click();
    const lines = this.#page.getByRole("region", { name: /^For builders/ }).getByRole("listbox");
    await lines
      .getByRole("option", { name: /chat\.postMessage/ })
      .first()
      .waitFor();
    await lines.getByRole("option").last().click();
    await this.#page.locator("pre").getByText("{").first().waitFor();
  }

  /** In the dialog that stands open, else in the latest message that offers it. */
  async #press(label: string): Promise<void> {
    const shown = this.#page.locator(".message, dialog[open]");
    const button = shown.getByRole("button", { name: label, exact: true }).last();
    await button.waitFor();
    const isAnswer = (await this.#page.locator("dialog[open]").count()) > 0;
    await button.click();
    if (isAnswer) await button.waitFor({ state: "detached" });
  }

  async #now(): Promise<number> {
    const shown = await this.#page.locator(".clock-bar time").getAttribute("datetime");
    return Date.parse(shown ?? "");
  }

  async #move(by: string): Promise<void> {
    const there = (await this.#now()) + (MOVES[by] ?? Number.NaN);
    const bar = this.#page.locator(".clock-bar");
    await bar.getByRole("button", { name: this.#say(by), exact: true }).click();
    await expect.poll(() => this.#now(), { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(there);
    await bar.locator(".moving").waitFor({ state: "detached", timeout: PATIENCE_MS });
  }

  /** With the longest of these moves that does not go beyond the day. */
  async #moveUntil(by: readonly string[], day: string): Promise<void> {
    const daysLeft = async () => {
      const now = new Date(await this.#now());
      return (Date.parse(`${day} ${now.getUTCFullYear()} UTC`) - Date.parse(now.toISOString().slice(0, 10))) / DAY;
    };
    for (let left = await daysLeft(); left !== 0; left = await daysLeft()) {
      const next = by
        .filter((move) => (MOVES[move] ?? Number.NaN) <= left * DAY)
        .toSorted((one, other) => (MOVES[other] ?? 0) - (MOVES[one] ?? 0))[0];
      if (next === undefined) throw new Error(`${by.join(" and ")} do not lead to ${day}.`);
      await this.#move(next);
    }
    const weekday = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "UTC" }).format(await this.#now());
    expect(day).toMatch(new RegExp(`^${weekday} `));
  }

  async #seeLastWeek(): Promise<void> {
    const now = await this.#now();
    const monday = now - (now % DAY) - ((new Date(now).getUTCDay() + 6) % 7) * DAY;
    // By itself, or as a line among others.
    const words = [this.#say("Checked in"), this.#say("answered")];
    const answered = this.#page.locator(".message", { hasText: new RegExp(`✓ (?:${words.join("|")})`) });
    const times = await answered
      .locator(".time")
      .evaluateAll((all) => all.map((time) => Date.parse(time.getAttribute("datetime") ?? "")));
    expect(times.filter((at) => at >= monday - 7 * DAY && at < monday)).not.toEqual([]);
  }

  async #write(field: string): Promise<void> {
    if (field === this.#say("By when")) {
      const today = this.#inFrench ? "30 novembre 2026" : "30 November 2026";
      return pickDay(this.#page, this.#form().getByLabel(new RegExp(`^${field}`)), today);
    }
    const words = `${field}: as it was written ${this.#inFrench ? "in French" : "in English"}`;
    await this.#form()
      .getByLabel(new RegExp(`^${field}`))
      // Below it a milestone asks why it moves.
      .first()
      .fill(words);
    this.#written.push(words);
  }
}
