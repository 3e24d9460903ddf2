/** A month in a browser, from the team's check-ins to a digest that was approved and read, in both languages. */
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { fillAndSubmit } from "../../src/demo/answering.ts";
import { aPage } from "../support/browser.ts";
import { aRun, openForm, type Run, sentAs } from "../support/run.ts";
import { serveStory } from "../support/story-page.ts";

const inEnglish = {
  language: "English",
  locale: "en-GB",
  tz: "Europe/London",
  lead: { handle: "tom", name: "Tom Baker" },
  deputy: { handle: "anna", name: "Anna Reed" },
  sponsor: { handle: "sofia", name: "Sofia Rossi" },
  team: [
    { handle: "oliver", name: "Oliver Hughes" },
    { handle: "priya", name: "Priya Raman" },
  ],
  message: "Message Drumbeat",
  approval: { form: "Approve digests", who: "The lead or the deputy" },
  weekly: "Weekly progress · Atlas",
  monthly: "Monthly executive check-in · Atlas",
  checkIn: "Check in",
  form: "Check-in",
  green: "🟢 On track",
  result: "The one result that matters this week",
  confidence: "Confidence of hitting the target date",
  changed: "What changed since last month",
  bottomLine: "Bottom line in one sentence",
  drafted: "Drafted from 4 weekly check-ins by",
  save: "Save",
  recorded: "✓ Checked in",
  toApprove: "Approval needed: November 2026 · Atlas. Goes to Sofia Rossi on Thu\u00a03\u00a0Dec, 9:00",
  stillToApprove: "Still waiting for your approval: November 2026 · Atlas.",
  readDraft: "Read the draft",
  draft: "To approve",
  edit: "Edit wording",
  wording: "Bottom line",
  approve: "Approve",
  approved: "Approved. It goes out on schedule, with your name.",
  results: [
    "12 of 40 stores read their stock every five minutes.",
    "The label printer passed its test in Leeds.",
    "28 of 40 stores read their stock every five minutes.",
    "The guide for store staff was sent to all 40 stores.",
  ],
  typed: "The stores are on time for Christmas.",
  worded: "All 40 stores open on 12 December, before the Christmas rush.",
  digest: "November 2026 · Atlas",
  said: ["approved by Anna Reed", "reworded by Tom Baker"],
  original: "Original: The stores are on time for Christmas.",
  forward: "Text to forward…",
  forwarded: "The first screen as text",
  done: "Done",
  seen: "✓ Seen.",
  home: "Home",
  read: "seen by Sofia Rossi",
};
type Words = typeof inEnglish;
type Someone = Words["lead"];

const inFrench: Words = {
  language: "French",
  locale: "fr-FR",
  tz: "Europe/Paris",
  lead: { handle: "lea", name: "Léa Martin" },
  deputy: { handle: "hugo", name: "Hugo Lambert" },
  sponsor: { handle: "ines", name: "Inès Carpentier" },
  team: [
    { handle: "marc", name: "Marc Petit" },
    { handle: "chloe", name: "Chloé Durand" },
  ],
  message: "Message à Drumbeat",
  approval: { form: "Approuver les synthèses", who: "Les responsables du programme" },
  weekly: "Point hebdomadaire · Atlas",
  monthly: "Point exécutif mensuel · Atlas",
  checkIn: "Faire le point",
  form: "Point d’étape",
  green: "🟢 Conforme",
  result: "Le résultat clé de la semaine",
  confidence: "Confiance dans l’échéance",
  changed: "Ce qui a changé depuis le mois dernier",
  bottomLine: "L’essentiel en une phrase",
  drafted: "Brouillon tiré de 4 points hebdomadaires (",
  save: "Enregistrer",
  recorded: "✓ Point fait",
  toApprove:
    "À approuver\u00a0: Novembre 2026 · Atlas. Envoi à Inès Carpentier le jeu.\u00a03\u00a0déc. à\u00a09\u00a0h",
  stillToApprove: "Toujours à approuver\u00a0: Novembre 2026 · Atlas.",
  readDraft: "Lire le brouillon",
  draft: "À approuver",
  edit: "Reformuler",
  wording: "L’essentiel en une phrase",
  approve: "Approuver",
  approved: "C’est approuvé. La synthèse partira à l’heure prévue, avec votre nom.",
  results: [
    "12 magasins sur 40 lisent leur stock toutes les cinq minutes.",
    "L’imprimante d’étiquettes a été validée à Lille.",
    "28 magasins sur 40 lisent leur stock toutes les cinq minutes.",
    "Le guide a été envoyé aux 40 magasins.",
  ],
  typed: "Les magasins seront prêts pour Noël.",
  worded: "Les 40 magasins ouvrent le 12 décembre, avant l’affluence de Noël.",
  digest: "Novembre 2026 · Atlas",
  said: ["approuvée par Hugo Lambert", "formulation : Léa Martin"],
  original: "Original\u00a0: Les magasins seront prêts pour Noël.",
  forward: "Texte à transférer…",
  forwarded: "Le premier écran en texte",
  done: "Terminé",
  seen: "✓ Vu.",
  home: "Accueil",
  read: "vue par Inès Carpentier",
};

const THURSDAYS = ["2026-11-05", "2026-11-12", "2026-11-19", "2026-11-26"];

describe.each([inEnglish, inFrench])("a month in $language", (words) => {
  it("leads from the team's weeks by the lead's draft to a digest in other words, approved, read and seen", async () => {
    const run = await workspace(words);
    const { page, complaints } = await open(run, words.lead.handle);

    // The lead wants the digest approved.
    const composer = page.getByRole("textbox", { name: words.message });
    await composer.fill("/drumbeat digest approval");
    await composer.press("Enter");
    const setting = page.getByRole("dialog", { name: words.approval.form });
    await setting.getByRole("radio", { name: words.approval.who }).check();
    await setting.getByRole("button", { name: words.save }).click();
    await setting.waitFor({ state: "detached" });

    // Four weeks of the team: the first on the page, the others as they would be typed there.
    for (const [week, day] of THURSDAYS.entries()) {
      await run.to(`${day}T15:00Z`);
      for (const person of words.team) {
        const result = `${person.name}: ${words.results[week]}`;
        if (week === 0) await answerWeek(page, words, person, result);
        else await answerAs(run, person.handle, result);
      }
      await run.settle();
    }

    // The lead finds the month drafted, writes its bottom line and sends it.
    await run.to("2026-11-30T10:00Z");
    await be(page, words.lead);
    await page.locator(".message", { hasText: words.monthly }).getByRole("button", { name: words.checkIn }).click();
    const form = page.getByRole("dialog", { name: words.form });
    await form.getByText(words.drafted).waitFor();
    const draft = await form.getByLabel(words.changed, { exact: true }).inputValue();
    expect(words.results.filter((result) => draft.includes(result)).length).toBeGreaterThan(1);
    await form.getByLabel(words.bottomLine).fill(words.typed);
    await form.getByRole("radio", { name: words.green }).check();
    await form.getByRole("button", { name: words.save }).click();
    await form.waitFor({ state: "detached" });

    // One working day before it goes, lead and deputy get the draft; the lead says it in other words.
    await run.to("2026-12-02T10:00Z");
    const toApprove = page.locator(".message", { hasText: words.toApprove });
    await toApprove.getByText(words.typed).waitFor();
    await toApprove.getByRole("button", { name: words.edit }).click();
    const wording = page.getByRole("dialog", { name: words.edit });
    await wording.getByLabel(words.wording).fill(words.worded);
    await wording.getByRole("button", { name: words.save }).click();
    await wording.waitFor({ state: "detached" });
    await run.settle();

    // It waits past its time: whoever wrote the words does not approve them.
    await run.to("2026-12-03T10:00Z");
    expect((await sentAs(run, "digest", words.sponsor.handle)).length).toBe(0);
    await be(page, words.deputy);
    const theirs = page.locator(".message", { hasText: words.stillToApprove }).last();
    await theirs.getByRole("button", { name: words.readDraft }).click();
    const opened = page.getByRole("dialog", { name: words.draft });
    await opened.getByText(words.worded).waitFor();
    await page.keyboard.press("Escape");
    await opened.waitFor({ state: "detached" });
    await theirs.getByRole("button", { name: words.approve }).click();
    await page.locator(".message").getByText(words.approved).waitFor();
    await run.to("2026-12-03T10:10Z");

    // The sponsor reads it, and says so.
    await be(page, words.sponsor);
    const digest = page.locator("[data-long-read=true]").first();
    await digest.getByText(words.digest).waitFor();
    const read = (await digest.innerText()).replaceAll("\u00a0", " ");
    expect(read.indexOf(words.worded)).toBeGreaterThan(0);
    for (const said of words.said) expect(read).toContain(said);
    expect(read).not.toContain(words.typed);
    await digest.getByRole("button", { name: words.forward }).click();
    const text = page.getByRole("dialog");
    await text.getByText(words.forwarded).waitFor();
    expect(await text.locator("textarea").inputValue()).toContain(words.worded);
    await text.getByRole("button", { name: words.done }).click();
    await digest.getByText(words.seen).waitFor();

    // Those who lead see that it was read.
    await run.settle();
    await be(page, words.lead);
    await page.getByRole("tab", { name: words.home }).click();
    await page.locator(".published").getByText(words.read).first().waitFor();
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

function workspace({ lead, deputy, sponsor, team, locale, tz }: Words): Promise<Run> {
  const seats = { lead: lead.handle, deputy: deputy.handle, sponsors: [sponsor.handle] };
  return aRun({
    people: [lead, deputy, sponsor, ...team].map((person) => ({ ...person, tz, locale })),
    locale,
    programs: [{ key: "atlas", title: "Atlas", ...seats, team: team.map(({ handle }) => handle) }],
    cadences: [
      { key: "weekly", program: "atlas", template: "weekly-progress", audience: ["team"] },
      { key: "monthly", program: "atlas", template: "monthly-executive" },
    ],
  });
}

async function answerWeek(page: Page, words: Words, person: Someone, result: string): Promise<void> {
  await be(page, person);
  await page.locator(".message", { hasText: words.weekly }).getByRole("button", { name: words.checkIn }).click();
  const form = page.getByRole("dialog", { name: words.form });
  await form.getByRole("radio", { name: words.green }).check();
  await form.getByLabel(words.result).fill(result);
  await form.locator(".input", { hasText: words.confidence }).getByRole("combobox").click();
  await page.getByRole("option", { name: "8", exact: true }).click();
  await form.getByRole("button", { name: words.save }).click();
  await page.locator(".message", { hasText: words.recorded }).getByText(result).waitFor();
}

async function answerAs(run: Run, handle: string, result: string): Promise<void> {
  await openForm(run, handle, "weekly");
  const { questions } = run.known(handle, "weekly").cadence;
  await fillAndSubmit(run.as(handle), questions, { health: { colour: "green" }, progress: result, confidence: 8 });
}

async function open(run: Run, handle: string): Promise<{ page: Page; complaints: string[] }> {
  const url = await serveStory(run);
  const opened = await aPage();
  await opened.page.addInitScript(() => localStorage.setItem("slack-sandbox-tour-closed", "yes"));
  await opened.page.goto(`${url}#/${handle}`);
  await opened.page.locator(".composer").waitFor();
  return opened;
}

async function be(page: Page, { handle, name }: Someone): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${handle}`);
  await page.getByRole("button", { name: `${name}.` }).waitFor();
}
