/** Whole stories as people live them: in a browser, with what they read and press, in both languages. */
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { be, openAs } from "../support/browser-page.ts";
import { aRun, type Run } from "../support/run.ts";

const inEnglish = {
  language: "English",
  locale: "en-GB",
  lead: { handle: "tom", name: "Tom Baker", tz: "Europe/London", locale: "en-GB" },
  sponsor: { handle: "sofia", name: "Sofia Rossi", tz: "Europe/London", locale: "en-GB" },
  member: { handle: "oliver", name: "Oliver Hughes", tz: "Europe/London", locale: "en-GB" },
  monthly: "Monthly executive check-in · Atlas",
  checkIn: "Check in",
  form: "Check-in",
  bottomLine: "Bottom line in one sentence",
  red: "🔴 Off track",
  why: "Why? Cause, what you’re doing, and when it’s back on track",
  changed: "What changed since last month",
  asked: "Decisions needed (optional)",
  save: "Save",
  reasonNeeded: "Add a line: why, and what you’re doing about it.",
  recorded: "✓ Checked in",
  edit: "Edit",
  summary: "1 answered",
  digestHead: "November 2026 · Atlas",
  asksHead: "1 decision with no decider yet",
  sources: "Show sources",
  sourcesIntro: "This digest is based on 1 check-in and 1 register item.",
  daily: { moved: "What moved since last time?", next: "What will you finish next?" },
  more: "More actions",
  skip: "Skip this time",
  skipped: "Skipped. No reason is needed, and none is kept.",
  home: "Home",
  messages: "Messages",
  setUp: {
    create: "Create a program",
    form: "New program",
    title: "Title",
    purpose: "Purpose",
    team: "Working team (optional)",
    submit: "Create",
    created: "Atlas created.",
    add: "Add a check-in",
    start: "Add a check-in",
    templates: ["Daily team check-in", "Weekly progress", "Monthly executive check-in"],
    next: "Next",
    asks: [
      "every day from Monday to Friday at 9:30, at each person’s own time",
      "every Thursday at 14:00, at each person’s own time",
      "on the last working day of each month at 9:00, at each person’s own time",
    ],
  },
};

type Words = typeof inEnglish;

const inFrench: Words = {
  language: "French",
  locale: "fr-FR",
  lead: { handle: "lea", name: "Léa Martin", tz: "Europe/Paris", locale: "fr-FR" },
  sponsor: { handle: "ines", name: "Inès Carpentier", tz: "Europe/Paris", locale: "fr-FR" },
  member: { handle: "hugo", name: "Hugo Lambert", tz: "Europe/Paris", locale: "fr-FR" },
  monthly: "Point exécutif mensuel · Atlas",
  checkIn: "Faire le point",
  form: "Point d’étape",
  bottomLine: "L’essentiel en une phrase",
  red: "🔴 Hors trajectoire",
  why: "Motif\u00a0: cause, action en cours, date de retour au vert",
  changed: "Ce qui a changé depuis le mois dernier",
  asked: "Décisions attendues (facultatif)",
  save: "Enregistrer",
  reasonNeeded: "Dites en une ligne pourquoi, et ce que vous faites pour y remédier.",
  recorded: "✓ Point fait",
  edit: "Modifier",
  summary: "1 réponse",
  digestHead: "Novembre 2026 · Atlas",
  asksHead: "1 demande sans décideur désigné",
  sources: "Voir les sources",
  sourcesIntro: "Cette synthèse s’appuie sur 1 point d’étape et 1 élément du registre.",
  daily: { moved: "Qu’est-ce qui a avancé depuis le dernier point\u00a0?", next: "Que terminerez-vous ensuite\u00a0?" },
  more: "Autres actions",
  skip: "Ne pas répondre cette fois",
  skipped: "Pas de réponse cette fois. Aucun motif n’est demandé ni conservé.",
  home: "Accueil",
  messages: "Messages",
  setUp: {
    create: "Créer un programme",
    form: "Nouveau programme",
    title: "Titre",
    purpose: "Finalité",
    team: "Équipe opérationnelle (facultatif)",
    submit: "Créer",
    created: "Le programme Atlas est créé.",
    add: "Ajouter un point d’étape",
    start: "Nouveau point d’étape",
    templates: ["Point quotidien", "Point hebdomadaire", "Point exécutif mensuel"],
    next: "Suivant",
    asks: [
      "chaque jour du lundi au vendredi à 9\u00a0h\u00a030, à l’heure de chaque personne",
      "chaque jeudi à 14\u00a0h, à l’heure de chaque personne",
      "le dernier jour ouvré de chaque mois à 9\u00a0h, à l’heure de chaque personne",
    ],
  },
};

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("leads from a prompt by a refused form, an edit and the summary to the digest that contains the answer", async () => {
    const run = await workspace(words, "monthly-executive");
    await run.to("2026-11-30T10:00Z");
    const { page, complaints } = await openAs(run, words.lead.handle);
    await page.locator(".message", { hasText: words.monthly }).getByRole("button", { name: words.checkIn }).click();

    const form = page.getByRole("dialog", { name: words.form });
    await form.getByLabel(words.bottomLine).fill("The import is late by a month.");
    await form.getByRole("radio", { name: words.red }).check();
    await form.getByLabel(words.changed, { exact: true }).fill("Two of five imports run.");
    await form.getByLabel(words.asked).fill("Shall we start with two countries?");
    await form.getByRole("button", { name: words.save }).click();
    const why = form.getByLabel(words.why);
    await form
      .locator(".input", { has: page.getByLabel(words.why) })
      .getByText(words.reasonNeeded)
      .waitFor();
    expect(await isFocused(why)).toBe(true);
    expect(await form.getByLabel(words.changed, { exact: true }).inputValue()).toBe("Two of five imports run.");
    await why.fill("The supplier has no people; a second one starts on Monday.");
    await form.getByRole("button", { name: words.save }).click();
    await form.waitFor({ state: "detached" });

    const receipt = page.locator(".message", { hasText: words.recorded });
    await receipt.getByText("Two of five imports run.").waitFor();
    await receipt.getByRole("button", { name: words.edit }).click();
    expect(await form.getByLabel(words.changed, { exact: true }).inputValue()).toBe("Two of five imports run.");
    await form.getByLabel(words.changed, { exact: true }).fill("Three of five imports run.");
    await form.getByRole("button", { name: words.save }).click();
    await receipt.getByText("Three of five imports run.").waitFor();
    expect(await page.getByText("Two of five imports run.").count()).toBe(0);

    await run.to("2026-12-03T10:00Z");
    await page
      .getByRole("navigation")
      .getByRole("button", { name: /^atlas/ })
      .click();
    await page.locator(".message").getByText(words.summary).waitFor();
    expect(await page.getByText("Three of five").count()).toBe(0);

    await be(page, words.sponsor);
    const digest = page.locator("[data-long-read=true]");
    await digest.getByText(words.digestHead).waitFor();
    const read = await digest.innerText();
    for (const line of ["The import is late by a month.", words.asksHead, "Shall we start with two countries?"])
      expect(read).toContain(line);
    expect(read).toContain("Three of five imports run.");
    expect(read).not.toContain("Two of five");
    await digest.locator(".overflow").last().click();
    await page.getByRole("menuitem", { name: words.sources }).click();
    await page.getByRole("dialog").getByText(words.sourcesIntro).waitFor();
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });

  it("lets a participant answer on a phone, and see it on their Home", async () => {
    const run = await workspace(words, "daily-team");
    await run.to("2026-11-02T10:00Z");
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, complaints } = await openAs(run, words.member.handle, phone);
    // What is cut off counts as well: of all that is shown, the right edge.
    const widest = () =>
      page.evaluate(() =>
        Math.max(
          ...[...document.querySelectorAll("main *, dialog *")].map((shown) => shown.getBoundingClientRect().right),
        ),
      );
    const neverWider = async () => expect(await widest()).toBeLessThanOrEqual(390);
    await neverWider();
    await page.getByRole("button", { name: words.checkIn }).tap();
    const form = page.getByRole("dialog", { name: words.form });
    await form.getByLabel(words.daily.moved).fill("The import runs.");
    await form.getByLabel(words.daily.next).fill("Watch it.");
    await neverWider();
    const save = form.getByRole("button", { name: words.save });
    const box = await save.boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 390 && box.y + box.height <= 844).toBe(true);
    await save.tap();
    await page.locator(".message", { hasText: words.recorded }).getByText("The import runs.").waitFor();
    await page.getByRole("tab", { name: words.home }).tap();
    await page.locator(".published").getByRole("button", { name: words.edit }).waitFor();
    await neverWider();
    expect(complaints).toEqual([]);
  });

  it("can be used with the keyboard alone: answer, edit, skip the next one", async () => {
    const run = await workspace(words, "daily-team");
    await run.to("2026-11-02T10:00Z");
    const { page, complaints } = await openAs(run, words.member.handle);
    await tabTo(page, words.checkIn);
    await page.keyboard.press("Enter");
    const form = page.getByRole("dialog", { name: words.form });
    await form.waitFor();
    await tabTo(page, words.daily.moved);
    await page.keyboard.type("The import runs.");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Watch it.");
    await tabTo(page, words.save);
    await page.keyboard.press("Enter");
    await form.waitFor({ state: "detached" });
    await page.locator(".message", { hasText: words.recorded }).waitFor();
    await tabTo(page, words.edit);
    await page.keyboard.press("Enter");
    await form.waitFor();
    await tabTo(page, words.daily.next);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("Switch the old one off.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await form.waitFor({ state: "detached" });
    await page.getByText("Switch the old one off.").waitFor();

    await run.to("2026-11-03T10:00Z");
    await page.getByRole("button", { name: words.checkIn }).waitFor();
    // The receipt above has a menu of its own.
    await tabTo(page, words.checkIn);
    await tabTo(page, words.more);
    await page.keyboard.press("Enter");
    await page.getByRole("menu").waitFor();
    for (let presses = 0; !(await focusedName(page)).includes(words.skip) && presses < 10; presses += 1)
      await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.locator(".message", { hasText: words.skipped }).waitFor();
    expect(complaints).toEqual([]);
  });

  it("leads from an empty workspace to a program, three check-ins, a prompt and its answer, with nothing typed but words", async () => {
    const { lead, member, setUp } = words;
    const run = await aRun({ people: [lead, member], programs: [], cadences: [], locale: words.locale });
    await run.to("2026-11-02T08:00Z");
    run.sandbox.createChannel({ name: "atlas", isPrivate: true, members: [lead.handle, member.handle] });
    const { page, complaints } = await openAs(run, lead.handle);
    await page.evaluate(countPresses);
    await page.getByRole("tab", { name: words.home }).click();
    await page.locator(".published").getByRole("button", { name: setUp.create }).click();
    const program = page.getByRole("dialog", { name: setUp.form });
    await program.getByLabel(setUp.title, { exact: true }).fill("Atlas");
    await program.getByLabel(setUp.purpose).fill("One shop for all markets");
    await program.getByRole("combobox", { name: setUp.team }).click();
    await page.getByRole("option", { name: member.name }).click();
    await page.keyboard.press("Escape");
    await program.getByRole("button", { name: setUp.submit }).click();
    await program.waitFor({ state: "detached" });

    await page.getByRole("tab", { name: words.messages }).click();
    const dialog = page.getByRole("dialog");
    let said = setUp.created;
    for (const [index, template] of setUp.templates.entries()) {
      // Messages to one person are a second apart.
      await run.to(`2026-11-02T08:0${index + 1}Z`);
      await page.locator(".message", { hasText: said }).getByRole("button", { name: setUp.add }).click();
      const start = page.getByRole("dialog", { name: setUp.start });
      await start.getByRole("radio", { name: template }).check();
      await start.getByRole("button", { name: setUp.next }).click();
      await dialog.locator("[data-block=at]").waitFor();
      await dialog.locator("[type=submit]").click();
      await dialog.getByText(setUp.asks[index] ?? "").waitFor();
      expect(await dialog.innerText()).toContain(index === 0 ? member.name : lead.name);
      await dialog.locator("[type=submit]").click();
      await dialog.waitFor({ state: "detached" });
      if (index === 0) expect(await page.evaluate(() => Number(document.body.dataset.presses))).toBeLessThanOrEqual(8);
      said = template;
    }

    await run.to("2026-11-02T10:00Z");
    await be(page, member);
    await page.getByRole("button", { name: words.checkIn }).click();
    const form = page.getByRole("dialog", { name: words.form });
    await form.getByLabel(words.daily.moved).fill("First steps.");
    await form.getByLabel(words.daily.next).fill("The second step.");
    await form.getByRole("button", { name: words.save }).click();
    await page.locator(".message", { hasText: words.recorded }).getByText("First steps.").waitFor();
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

/** A program with a lead, a sponsor and a participant, and one check-in of this template. */
function workspace({ lead, sponsor, member, locale }: Words, template: string): Promise<Run> {
  const seats = { lead: lead.handle, sponsors: [sponsor.handle], team: [member.handle] };
  return aRun({
    people: [lead, sponsor, member],
    locale,
    programs: [{ key: "atlas", title: "Atlas", ...seats }],
    cadences: [{ key: "check-in", program: "atlas", template }],
  });
}

/** Of buttons and tabs from now on; what is chosen in a field is none. */
function countPresses(): void {
  const { dataset } = document.body;
  dataset.presses = "0";
  document.addEventListener(
    "click",
    ({ target }) => {
      const pressed = target instanceof Element && target.closest("button, [role=tab]");
      if (pressed && pressed.getAttribute("role") !== "combobox" && !pressed.closest("[role=listbox]"))
        dataset.presses = String(Number(dataset.presses) + 1);
    },
    true,
  );
}

function isFocused(field: Locator): Promise<boolean> {
  return field.evaluate((element) => element === document.activeElement);
}

/** Of the field or button that has the focus: its label. */
function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    const label = focused?.closest(".input")?.querySelector(".label");
    return focused?.getAttribute("aria-label") ?? (label ?? focused)?.textContent ?? "";
  });
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; !(await focusedName(page)).startsWith(name); presses += 1) {
    if (presses > 60) throw new Error(`“${name}” cannot be reached by the Tab key.`);
    await page.keyboard.press("Tab");
  }
}
