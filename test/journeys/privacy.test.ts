/** What people are told of their data, decide about it and have erased, in a browser, in both languages. */
import { mkdirSync } from "node:fs";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { answer, eraseByAdmin, nameAdmin } from "../privacy/a-story.ts";
import { be, openAs } from "../support/browser-page.ts";
import { aRun, arrivals, type Run } from "../support/run.ts";

const british = (handle: string, name: string) => ({ handle, name, tz: "Europe/London", locale: "en-GB" });
const french = (handle: string, name: string) => ({ handle, name, tz: "Europe/Paris", locale: "fr-FR" });

const ADDRESS = "dpo@northwind.example";

const inEnglish = {
  language: "English",
  locale: "en-GB",
  lead: british("lea", "Lea Martin"),
  member: british("tom", "Tom Baker"),
  other: british("ravi", "Ravi Nair"),
  keeper: british("nina", "Nina Diaz"),
  sponsor: british("sofia", "Sofia Rossi"),
  checkIn: "Check in",
  save: "Save",
  form: "Check-in",
  close: "Close",
  labels: { moved: "What moved?", blocked: "What is in your way?" },
  notFor: "Not for appraisal, pay or discipline.",
  notice: "What is kept about me…",
  noticeTitle: "What is kept about me",
  moved: "The import of France runs.",
  blocked: "The supplier answers late.",
  goes: "2 lines of yours go to Sofia Rossi on Wednesday 4 November",
  keep: "Keep in the team",
  kept: "It stays in the team.",
  fine: "Fine",
  saidFine: "Fine: it goes as it is.",
  digest: "October 2026",
  named: "Tom Baker showed the plan.",
  look: "Look through…",
  names: "Names in texts",
  takeOut: "Take the name out",
  receipt: "Receipt…",
  receiptTitle: "Erasure",
  gone: "What went",
};
type Words = typeof inEnglish;

const inFrench: Words = {
  language: "French",
  locale: "fr-FR",
  lead: french("lea", "Léa Martin"),
  member: french("tom", "Thomas Boulanger"),
  other: french("ravi", "Ravi Nair"),
  keeper: french("nina", "Nina Diaz"),
  sponsor: french("sofia", "Sofia Rossi"),
  checkIn: "Faire le point",
  save: "Enregistrer",
  form: "Point d’étape",
  close: "Fermer",
  labels: { moved: "Qu’est-ce qui a avancé\u00a0?", blocked: "Qu’est-ce qui vous freine\u00a0?" },
  notFor: "Ni pour l’évaluation, ni pour la rémunération, ni pour la discipline.",
  notice: "Ce qui est conservé sur moi…",
  noticeTitle: "Ce qui est conservé",
  moved: "L’import de la France tourne.",
  blocked: "Le fournisseur répond tard.",
  goes: "2 de vos textes seront lus par Sofia Rossi le mercredi 4 novembre",
  keep: "Garder dans l’équipe",
  kept: "Il reste dans l’équipe.",
  fine: "C’est bon",
  saidFine: "C’est bon\u00a0: il part tel quel.",
  digest: "Octobre 2026",
  named: "Thomas Boulanger a montré le plan.",
  look: "Passer en revue…",
  names: "Noms dans les textes",
  takeOut: "Retirer le nom",
  receipt: "Reçu…",
  receiptTitle: "Effacement",
  gone: "Ce qui a disparu",
};

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("says with the first message what is kept, and shows what goes up to its author, who keeps a line in the team", async () => {
    const { member, sponsor } = words;
    const run = await aWeek(words, { tellsWhatIsKept: true });
    const { page, complaints } = await openAs(run, member.handle);
    const first = page.locator(".message").first();
    await first.getByText(words.notFor).waitFor();
    await shot(page, words, "first-message");
    await first.getByRole("button", { name: words.notice }).click();
    const notice = page.getByRole("dialog", { name: words.noticeTitle });
    await notice.getByText(ADDRESS).waitFor();
    await shot(page, words, "notice");
    await page.keyboard.press("Escape");
    await first.getByRole("button", { name: words.checkIn }).click();
    const form = page.getByRole("dialog", { name: words.form });
    await form.getByLabel(words.labels.moved).fill(words.moved);
    await form.getByLabel(words.labels.blocked).fill(words.blocked);
    await form.getByRole("button", { name: words.save }).click();
    await form.waitFor({ state: "detached" });

    await run.to("2026-11-02T12:00Z");
    const morning = page.locator(".message", { hasText: words.goes });
    await morning.getByText(words.moved).waitFor();
    await shot(page, words, "goes-up");
    await morning.getByRole("button", { name: words.fine, exact: true }).first().click();
    await morning.getByText(words.saidFine).waitFor();
    await morning.getByRole("button", { name: words.keep, exact: true }).last().click();
    await morning.getByText(words.kept).waitFor();
    await shot(page, words, "goes-up-answered");

    await run.to("2026-11-04T12:00Z");
    await be(page, sponsor);
    await page.locator("[data-long-read=true]").getByText(words.moved).waitFor();
    expect(arrivals(run, sponsor.handle).some(({ text }) => text.includes(words.blocked))).toBe(false);
    await shot(page, words, "digest");
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("erases somebody, and takes the name from all that is shown (ERASE7)", async () => {
    const { member, keeper, lead, other, sponsor } = words;
    const run = await aWeek(words);
    await answer(run, member.handle, { moved: words.moved, blocked: words.blocked }, "weekly");
    await answer(run, other.handle, { moved: words.named }, "weekly");
    await run.to("2026-11-04T12:00Z");
    await eraseByAdmin(run, member.handle);
    const { page, complaints } = await openAs(run, keeper.handle);

    await run.to("2026-11-06T12:00Z");
    await shot(page, words, "names-line");
    await page.getByRole("button", { name: words.look }).last().click();
    const names = page.getByRole("dialog", { name: words.names });
    await names.getByText(words.named).first().waitFor();
    await shot(page, words, "names");
    expect(await names.innerText()).not.toContain('"moved"');
    await names.getByRole("checkbox").first().check();
    await names.getByRole("button", { name: words.takeOut, exact: true }).click();
    await names.getByRole("button", { name: words.takeOut, exact: true }).waitFor({ state: "hidden" });
    await shot(page, words, "names-done");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await run.to("2026-11-09T12:00Z");
    await shot(page, words, "receipt-line");
    await page.getByRole("button", { name: words.receipt }).last().click();
    const receipt = page.getByRole("dialog", { name: words.receiptTitle });
    await receipt.getByText(words.gone).waitFor();
    await shot(page, words, "receipt");
    await page.keyboard.press("Escape");
    for (const person of [keeper, lead, sponsor, other]) {
      await be(page, person);
      await page.locator(".message").first().waitFor();
      await shot(page, words, `after-${person.handle}`);
      expect(await page.locator("main").innerText()).not.toContain(member.name);
    }
    expect(complaints).toEqual([]);
    // One that is gone already is asked to go.
    expect(run.sandbox.counters.errors.filter(({ method }) => method !== "chat.delete")).toEqual([]);
  });
});

/** Atlas, asked on a Thursday; what is told of October goes to the sponsor on the Wednesday after. */
async function aWeek({ lead, member, other, keeper, sponsor, locale, labels }: Words, options = {}): Promise<Run> {
  const run = await aRun({
    isTogether: true,
    locale,
    people: [lead, member, other, keeper, sponsor],
    programs: [
      {
        key: "atlas",
        title: "Atlas",
        lead: lead.handle,
        sponsors: [sponsor.handle],
        team: [member.handle, other.handle],
      },
    ],
    cadences: [
      {
        key: "weekly",
        program: "atlas",
        questions: [
          { key: "moved", type: "long-text", label: labels.moved, feeds: "progress" },
          { key: "blocked", type: "long-text", label: labels.blocked, feeds: "blocker" },
        ],
        rule: { every: "week", on: ["th"], at: "09:00", zone: "participant" },
        audience: ["team"],
        readers: ["lead", "sponsors"],
      },
    ],
    start: "2026-10-28T00:00:00.000Z",
    ...options,
  });
  await nameAdmin(run, keeper.handle);
  await run.db.updateTable("workspace").set({ data_protection_address: ADDRESS }).execute();
  await run.to("2026-10-29T12:00Z");
  return run;
}

async function shot(page: Page, { language }: Words, name: string): Promise<void> {
  const folder = process.env.DRUMBEAT_LOOK;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${language}-${name}.png` });
}
