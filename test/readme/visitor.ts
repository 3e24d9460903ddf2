/** Somebody who follows a README in a browser, and sees whether it is so. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { DAY } from "../../src/platform/time.ts";

/** Who leads and who sponsors, and what they read and press. */
export const inEnglish = {
  lead: "Tom",
  sponsor: "Margaret",
  moves: { "+1 week": 7 * DAY, "+1 day": DAY } as Record<string, number>,
  monthly: "Monthly executive check-in",
  answered: /✓ (?:Checked in|answered)/,
  checkIn: "Check in",
  offTrack: "Off track",
  fields: ["Bottom line", "Done this month", "Why", "What’s being done"],
  byWhen: "By when",
  lastDay: "30 November 2026",
  save: "Save",
  digest: "November · ",
};

export const inFrench: typeof inEnglish = {
  lead: "Claire",
  sponsor: "Hélène",
  moves: { "+1 semaine": 7 * DAY, "+1 jour": DAY },
  monthly: "Point mensuel",
  answered: /✓ (?:Point fait|répondu)/,
  checkIn: "Faire le point",
  offTrack: "Hors trajectoire",
  fields: ["L’essentiel", "Fait ce mois-ci", "Pourquoi", "Action en cours"],
  byWhen: "Échéance",
  lastDay: "30 novembre 2026",
  save: "Enregistrer",
  digest: "Novembre · ",
};

/** A machine that others keep busy may take so long to move a week. */
const PATIENCE_MS = 60_000;

export class Visitor {
  readonly page: Page;
  readonly words: typeof inEnglish;

  constructor(page: Page, words: typeof inEnglish) {
    this.page = page;
    this.words = words;
    page.setDefaultTimeout(PATIENCE_MS);
  }

  async become(name: string): Promise<void> {
    await this.#switcher().click();
    await this.page.getByRole("menuitemradio", { name: new RegExp(`^${name} `) }).click();
    await this.page.getByRole("button", { name: new RegExp(`^(You’re|Vous êtes) ${name} `) }).waitFor();
    await this.page.locator(".message").first().waitFor();
  }

  /** Of whoever they are. */
  async seeRole(role: string): Promise<void> {
    await this.#switcher().click();
    await this.page.getByRole("menuitemradio", { checked: true }).getByText(role).waitFor();
    await this.page.keyboard.press("Escape");
  }

  async seeLastWeek(): Promise<void> {
    const now = await this.#now();
    const monday = now - (now % DAY) - ((new Date(now).getUTCDay() + 6) % 7) * DAY;
    const times = await this.page
      .locator(".message", { hasText: this.words.answered })
      .locator(".time")
      .evaluateAll((all) => all.map((time) => Date.parse(time.getAttribute("datetime") ?? "")));
    expect(times.filter((at) => at >= monday - 7 * DAY && at < monday)).not.toEqual([]);
  }

  /** With the longest move that does not go beyond the day. */
  async moveUntil(date: string): Promise<void> {
    // Read once: the clock goes on between two looks.
    const left = async () => {
      const now = await this.#now();
      return Date.parse(date) - (now - (now % DAY));
    };
    for (let ms = await left(); ms > 0; ms = await left()) {
      const [label, move] = Object.entries(this.words.moves).find(([, each]) => each <= ms) ?? ["", Number.NaN];
      const there = (await this.#now()) + move;
      const bar = this.page.locator(".clock-bar");
      await bar.getByRole("button", { name: label, exact: true }).click();
      await expect.poll(() => this.#now(), { timeout: PATIENCE_MS }).toBeGreaterThanOrEqual(there);
      await bar.locator(".moving").waitFor({ state: "detached", timeout: PATIENCE_MS });
    }
  }

  async answer(): Promise<void> {
    const { monthly, checkIn, fields, offTrack, byWhen, lastDay, save } = this.words;
    const prompt = this.page.locator(".message", { hasText: monthly }).last();
    await prompt.getByRole("button", { name: checkIn, exact: true }).click();
    const form = this.page.getByRole("dialog");
    await form.getByRole("radio", { name: offTrack }).check();
    // Below it a milestone asks why it moves.
    for (const field of fields)
      await form
        .getByLabel(new RegExp(`^${field}`))
        .first()
        .fill(this.#said(field));
    await form.getByLabel(new RegExp(`^${byWhen}`)).click();
    await this.page.getByRole("grid").getByRole("button", { name: lastDay, exact: true }).click();
    await form.getByRole("button", { name: save, exact: true }).click();
    await form.waitFor({ state: "detached" });
  }

  async seeWords(): Promise<void> {
    const digest = this.digest(this.words.digest);
    const read = async () => {
      const text = await digest.innerText();
      return this.words.fields.some((field) => text.includes(this.#said(field))) || text;
    };
    await expect.poll(read, { timeout: PATIENCE_MS }).toBe(true);
  }

  digest(hasText: string): Locator {
    return this.page.locator("[data-long-read=true]", { hasText }).last();
  }

  #said(field: string): string {
    return `${field}: as ${this.words.lead} wrote it`;
  }

  #switcher(): Locator {
    return this.page.getByRole("button", { name: /^(You’re|Vous êtes) / });
  }

  async #now(): Promise<number> {
    const shown = await this.page.locator(".clock-bar time").getAttribute("datetime");
    return Date.parse(shown ?? "");
  }
}
