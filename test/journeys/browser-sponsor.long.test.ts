/** How a program comes by a sponsor, in a browser: each press and each field that it takes, counted, in both languages. */
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
  home: "Home",
  messages: "Messages",
  close: "Close",
  save: "Save",
  program: {
    create: "Create a program",
    form: "New program",
    title: "Title",
    purposeIs: "One shop for all markets.",
    team: "Working team (optional)",
    submit: "Save",
    saved: "Atlas is set up.",
  },
  people: {
    command: "/drumbeat program",
    open: "My people…",
    title: "My people",
    add: "Add somebody…",
    form: "Add somebody",
    who: "Who, in Slack (optional)",
    power: "Decides",
    interest: "Is affected",
    line: "Sofia Rossi · decides, is affected",
  },
  choice: {
    isOffAtFirst: "off until an admin enters the day",
    open: "Choose the sponsor…",
    title: "Choosing the sponsor",
    scorers: "Who scores (optional)",
    begin: "Start",
    enter: "Score…",
    form: "Score",
    criteria: ["Vision", "Influence", "Desire to lead", "Operational credibility", "Customer advocacy"],
    evidence: "Evidence, in a sentence",
    seen: "Moved a budget across functions.",
    ask: "Ask Sofia Rossi to sponsor this…",
    askForm: "Ask to sponsor this?",
    send: "Ask",
    yes: "Yes",
    sponsors: "You sponsor Atlas.",
  },
  theCase: {
    open: "The case…",
    title: "The case",
    edit: "Edit…",
    purpose: "Purpose (optional)",
    benefits: "Benefits (optional)",
    written: "A third of the orders come from two markets more.",
    approve: "Approve version 1",
    approved: "Version 1, approved by Sofia Rossi on Monday 2 November.",
  },
};

type Words = typeof inEnglish;

const inFrench: Words = {
  language: "French",
  locale: "fr-FR",
  lead: { handle: "lea", name: "Léa Martin", tz: "Europe/Paris", locale: "fr-FR" },
  sponsor: { handle: "ines", name: "Inès Carpentier", tz: "Europe/Paris", locale: "fr-FR" },
  member: { handle: "hugo", name: "Hugo Lambert", tz: "Europe/Paris", locale: "fr-FR" },
  home: "Accueil",
  messages: "Messages",
  close: "Fermer",
  save: "Enregistrer",
  program: {
    create: "Créer un programme",
    form: "Nouveau programme",
    title: "Titre",
    purposeIs: "Une seule boutique pour tous les marchés.",
    team: "Équipe opérationnelle (facultatif)",
    submit: "Enregistrer",
    saved: "Atlas est en place.",
  },
  people: {
    command: "/drumbeat programme",
    open: "Vos interlocuteurs…",
    title: "Vos interlocuteurs",
    add: "Ajouter quelqu’un…",
    form: "Ajouter quelqu’un",
    who: "Qui, dans Slack (facultatif)",
    power: "Décide",
    interest: "Directement concernée",
    line: "Inès Carpentier · décide, directement concernée",
  },
  choice: {
    isOffAtFirst: "désactivé jusqu’à ce qu’un administrateur indique",
    open: "Choisir le sponsor…",
    title: "Choix du sponsor",
    scorers: "Qui note (facultatif)",
    begin: "Commencer",
    enter: "Noter…",
    form: "Noter",
    criteria: ["Vision", "Influence", "Volonté de diriger", "Crédibilité opérationnelle", "Défense du client"],
    evidence: "Ce qui le montre, en une phrase",
    seen: "A déplacé un budget entre fonctions.",
    ask: "Solliciter Inès Carpentier…",
    askForm: "Demander le parrainage\u00a0?",
    send: "Demander",
    yes: "Oui",
    sponsors: "Vous parrainez Atlas.",
  },
  theCase: {
    open: "Note de cadrage…",
    title: "Note de cadrage",
    edit: "Modifier…",
    purpose: "Finalité (facultatif)",
    benefits: "Bénéfices (facultatif)",
    written: "Un tiers des commandes vient de deux marchés de plus.",
    approve: "Approuver la version 1",
    approved: "Version 1, approuvée par Inès Carpentier le lundi 2 novembre.",
  },
};

describe.each([inEnglish, inFrench])("in $language", (words) => {
  it("leads from an empty workspace to a program with people, a case that is approved, and a sponsor", async () => {
    const { lead, member, program, people, theCase } = words;
    const run = await aRun({ people: [lead, words.sponsor, member], programs: [], cadences: [], locale: words.locale });
    await run.to("2026-11-02T09:00Z");
    const { page, complaints } = await openAs(run, lead.handle);
    const hand = new Hand(page);
    const dialog = (name: string) => page.getByRole("dialog", { name, exact: true });

    await hand.press(page.getByRole("tab", { name: words.home }));
    await hand.press(page.locator(".published").getByRole("button", { name: program.create }));
    const form = dialog(program.form);
    await hand.fill(form.getByLabel(program.title, { exact: true }), "Atlas");
    await hand.chooseOne(form.getByRole("combobox", { name: program.team }), member.name);
    await hand.press(form.getByRole("button", { name: program.submit }));
    const saved = page.getByRole("dialog").filter({ hasText: program.saved });
    await hand.press(saved.getByRole("button", { name: words.close, exact: true }).last());
    expect(hand.taken()).toEqual({ presses: 4, fields: 2, commands: 0 });

    await hand.press(page.getByRole("tab", { name: words.messages }));
    await hand.type(people.command);
    const list = page.locator(".message", { hasText: people.open });
    await hand.press(list.getByRole("button", { name: people.open }));
    await hand.press(dialog(people.title).getByRole("button", { name: people.add }));
    const person = dialog(people.form);
    await hand.choose(person.getByRole("combobox", { name: people.who }), words.sponsor.name);
    await hand.check(person.getByRole("radio", { name: people.power, exact: true }));
    await hand.check(person.getByRole("radio", { name: people.interest, exact: true }));
    await hand.press(person.getByRole("button", { name: words.save }));
    await dialog(people.title).getByText(people.line).waitFor();
    await hand.press(dialog(people.title).getByRole("button", { name: words.close, exact: true }).last());
    expect(hand.taken()).toEqual({ presses: 5, fields: 3, commands: 1 });

    await hand.press(list.getByRole("button", { name: theCase.open }));
    const sections = [
      { label: theCase.purpose, text: program.purposeIs },
      { label: theCase.benefits, text: theCase.written },
    ];
    for (const [index, { label, text }] of sections.entries()) {
      await hand.press(dialog(theCase.title).getByRole("button", { name: theCase.edit }).nth(index));
      const section = dialog(theCase.title).last();
      const save = section.getByRole("button", { name: words.save });
      await save.waitFor();
      await hand.fill(section.getByLabel(label, { exact: true }), text);
      await hand.press(save);
      await save.waitFor({ state: "detached" });
    }
    await dialog(theCase.title).getByText(theCase.written).waitFor();
    await hand.press(dialog(theCase.title).getByRole("button", { name: words.close, exact: true }).last());
    expect(hand.taken()).toEqual({ presses: 6, fields: 2, commands: 0 });

    await chooseSponsor(hand, run, words);
    expect(hand.taken()).toEqual({ presses: 11, fields: 22, commands: 4 });

    await hand.type("/drumbeat case");
    await hand.press(dialog(theCase.title).getByRole("button", { name: theCase.approve }));
    await dialog(theCase.title).getByText(theCase.approved).waitFor();
    expect(hand.taken()).toEqual({ presses: 1, fields: 0, commands: 1 });

    const seats = await run.db
      .selectFrom("seat")
      .innerJoin("person", "person.id", "seat.person_id")
      .select(["seat.role", "person.handle"])
      .orderBy("seat.role")
      .execute();
    expect(seats).toEqual([
      { role: "lead", handle: lead.handle },
      { role: "sponsor", handle: words.sponsor.handle },
      { role: "team", handle: member.handle },
    ]);
    expect(complaints).toEqual([]);
    expect(run.sandbox.counters.errors).toEqual([]);
  });
});

/** Two who know her score her, she is asked, and says yes. */
async function chooseSponsor(hand: Hand, run: Run, words: Words): Promise<void> {
  const { choice, lead, member, sponsor } = words;
  const { page } = hand;
  const dialog = (name: string) => page.getByRole("dialog", { name, exact: true }).last();
  await hand.type("/drumbeat sponsor-choice");
  await dialog(choice.title).getByText(choice.isOffAtFirst).waitFor();
  await hand.press(dialog(choice.title).getByRole("button", { name: words.close, exact: true }).last());
  await enterConsultation(run);
  const score = async () => {
    await hand.press(dialog(choice.title).getByRole("button", { name: choice.enter }));
    const form = dialog(choice.form);
    for (const [place, criterion] of choice.criteria.entries()) {
      await hand.choose(form.getByRole("combobox", { name: criterion }), "4");
      await hand.fill(form.getByLabel(choice.evidence).nth(place), choice.seen);
    }
    await hand.press(form.getByRole("button", { name: words.save }));
    await dialog(choice.title).getByText(choice.seen).first().waitFor();
    await hand.press(dialog(choice.title).getByRole("button", { name: words.close, exact: true }).last());
  };
  await hand.type("/drumbeat sponsor-choice");
  await hand.check(dialog(choice.title).getByRole("checkbox", { name: sponsor.name }));
  await hand.chooseOne(dialog(choice.title).getByRole("combobox", { name: choice.scorers }), member.name);
  await hand.press(dialog(choice.title).getByRole("button", { name: choice.begin }));
  await score();

  await be(page, member);
  await hand.type("/drumbeat sponsor-choice");
  await score();

  await be(page, lead);
  await hand.type("/drumbeat sponsor-choice");
  await hand.press(dialog(choice.title).getByRole("button", { name: choice.ask }));
  const confirm = page.getByRole("alertdialog", { name: choice.askForm });
  await hand.press(confirm.getByRole("button", { name: choice.send, exact: true }));

  await run.settle();
  await be(page, sponsor);
  await hand.press(page.locator(".message").getByRole("button", { name: choice.yes, exact: true }));
  await page.locator(".message", { hasText: choice.sponsors }).waitFor();
}

/** Once for all programs, by an admin. */
async function enterConsultation(run: Run): Promise<void> {
  const admin = run.as(run.sandbox.primaryOwner);
  await admin.command("/drumbeat retention");
  await admin.waitForView();
  admin.fill("choosing", "2026-10-20");
  await admin.submit();
  await admin.closeView({ all: true });
}

interface Taken {
  presses: number;
  fields: number;
  commands: number;
}

const NOTHING: Taken = { presses: 0, fields: 0, commands: 0 };

/** Counts what somebody presses, fills in and types. */
class Hand {
  readonly page: Page;
  #counts = NOTHING;

  constructor(page: Page) {
    this.page = page;
  }

  /** Since it was asked last. */
  taken(): Taken {
    const taken = this.#counts;
    this.#counts = NOTHING;
    return taken;
  }

  async press(button: Locator): Promise<void> {
    await button.click();
    this.#counts = { ...this.#counts, presses: this.#counts.presses + 1 };
  }

  async fill(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    this.#filled();
  }

  async check(field: Locator): Promise<void> {
    await field.check();
    this.#filled();
  }

  async choose(field: Locator, name: string): Promise<void> {
    await field.click();
    await this.page.getByRole("option", { name }).click();
    this.#filled();
  }

  /** In a field of several people, which stays open. */
  async chooseOne(field: Locator, name: string): Promise<void> {
    await this.choose(field, name);
    await this.page.keyboard.press("Escape");
  }

  async type(line: string): Promise<void> {
    await this.page.getByRole("dialog").first().waitFor({ state: "detached" });
    await this.page.locator(".composer textarea").first().fill(line);
    await this.page.keyboard.press("Enter");
    this.#counts = { ...this.#counts, commands: this.#counts.commands + 1 };
  }

  #filled(): void {
    this.#counts = { ...this.#counts, fields: this.#counts.fields + 1 };
  }
}
