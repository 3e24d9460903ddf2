/** A meeting in a real browser, in both languages: what whoever prepares, chairs and sits in it sees and presses. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { aPage } from "../support/browser.ts";
import { LEA, NINA, RAVI, SAM, SOFIA, TOM } from "../support/run.ts";
import { serveStory } from "../support/story-page.ts";
import { aCommittee, addRequest, meets, ZOE } from "./a-committee.ts";

const WORDS = {
  en: {
    locale: "en-GB",
    toChair: "To the chair",
    fine: "Fine, send it",
    record: "Type it up…",
    save: "Save",
    close: "Close…",
    submit: "Close",
    send: "Send",
    decided: "Decided: Approve it",
    when: "Tue 17 Nov",
  },
  fr: {
    locale: "fr-FR",
    toChair: "À la présidence",
    fine: "C’est bon, envoyer",
    record: "Saisir le relevé…",
    save: "Enregistrer",
    close: "Clôturer…",
    submit: "Clôturer",
    send: "Envoyer",
    decided: "Décidé",
    when: "mar. 17 nov.",
  },
} as const;

/** Where pictures are kept for whoever wants to look; nowhere by default. */
const ALBUM = process.env.DRUMBEAT_ALBUM;

async function picture(page: Page, name: string): Promise<void> {
  if (ALBUM === undefined) return;
  await mkdir(ALBUM, { recursive: true });
  await page.screenshot({ path: join(ALBUM, `${name}.png`) });
}

it.each(["en", "fr"] as const)(
  "goes from its agenda to its record, in %s",
  async (language) => {
    const words = WORDS[language];
    const people = [LEA, TOM, NINA, RAVI, SOFIA, SAM, ZOE].map((person) => ({
      ...person,
      locale: words.locale,
      tz: "Europe/London",
    }));
    const run = await aCommittee({ locale: words.locale, people });
    await addRequest(run);
    await meets(run);
    await run.to("2026-11-10T12:00Z");
    const url = await serveStory(run);
    const { page, complaints } = await aPage({ viewport: { width: 1180, height: 1100 } });
    await page.addInitScript(() => localStorage.setItem("slack-sandbox-tour-closed", "yes"));
    const be = async (handle: string) => {
      await page.goto(`${url}?${handle}${Date.now()}#/${handle}/`);
      await page.locator(".message-list").first().waitFor();
    };
    const press = (label: string) =>
      page.locator(".message-list").getByRole("button", { name: label, exact: true }).last().click();

    await be("zoe");
    await picture(page, `${language}-1-draft`);
    await press(words.toChair);
    await run.to("2026-11-10T13:00Z");
    await be("sam");
    await picture(page, `${language}-2-chair`);
    await press(words.fine);
    await run.to("2026-11-10T14:00Z");
    await be("ravi");
    const agenda = (await page.locator(".message-list").innerText()).replaceAll("\u00a0", " ");
    expect(agenda).toContain(words.when);
    await picture(page, `${language}-3-member`);

    await run.to("2026-11-17T10:05Z");
    await be("zoe");
    await press(words.record);
    await page.locator("dialog.modal textarea").first().fill("Approve it");
    await picture(page, `${language}-4-record`);
    await page.locator("dialog.modal").getByRole("button", { name: words.save, exact: true }).click();
    await page.locator("dialog.modal").getByRole("button", { name: words.close, exact: true }).click();
    await page.locator("dialog.modal .button.primary", { hasText: words.submit }).last().waitFor();
    await picture(page, `${language}-5-close`);
    await page.locator("dialog.modal .button.primary", { hasText: words.submit }).last().click();
    await run.to("2026-11-17T10:10Z");
    await be("sam");
    await picture(page, `${language}-6-to-send`);
    await press(words.send);
    await run.to("2026-11-17T10:15Z");
    await be("ravi");
    const record = (await page.locator(".message-list").innerText()).replaceAll("\u00a0", " ");
    expect(record).toContain(words.decided);
    await picture(page, `${language}-7-record`);
    expect(complaints).toEqual([]);
  },
  240_000,
);
