/** How a program comes by a sponsor, in a browser: each press and each field that it takes, counted, in both languages. */
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { be, openAs } from "../support/browser-page.ts";
import { aRun } from "../support/run.ts";

const inEnglish = {
  language: "English",
  locale: "en-GB",
  lead: { handle: "tom", name: "Tom Baker", tz: "Europe/London", locale: "en-GB" },
  sponsor: { handle: "sofia", name: "Sofia Rossi", tz: "Europe/London", locale: "en-GB" },
  member: { handle: "oliver", name: "Oliver Hughes", tz: "Europe/London", locale: "en-GB" },
  home: "Home",
  messages: "Messages",
  more: "More actions",
  close: "Close",
  save: "Save",
  program: {
    create: "Create a program",
    form: "New program",
    title: "Title",
    purpose: "Purpose",
    purposeIs: "One shop for all markets.",
    team: "Working team (optional)",
    submit: "Create",
    edit: "Edit…",
    editForm: "Edit the program",
    sponsors: "Sponsors (optional)",
  },
  people: {
    open: "My people…",
    title: "My people",
    add: "Add somebody…",
    form: "Add somebody",
    who: "Who, in Slack (optional)",
    power: "Decides",
    interest: "Is affected",
    line: "Sofia Rossi · decides, is affected",
  },
  theCase: {
    open: "The case…",
    title: "The case",
    edit: "Edit…",
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
  more: "Autres actions",
  close: "Fermer",
  save: "Enregistrer",
  program: {
    create: "Créer un programme",
    form: "Nouveau programme",
    title: "Titre",
    purpose: "Raison d’être",
    purposeIs: "Une seule boutique pour tous les marchés.",
    team: "Équipe opérationnelle (facultatif)",
    submit: "Créer",
    edit: "Modifier…",
    editForm: "Modifier le programme",
    sponsors: "Sponsors (facultatif)",
  },
  people: {
    open: "Mes interlocuteurs…",
    title: "Mes interlocuteurs",
    add: "Ajouter quelqu’un…",
    form: "Ajouter quelqu’un",
    who: "Qui, dans Slack (facultatif)",
    power: "Décide",
    interest: "Directement concernée",
    line: "Inès Carpentier · décide, directement concernée",
  },
  theCase: {
    open: "Note de cadrage…",
    title: "Note de cadrage",
    edit: "Modifier…",
    benefits: "Bénéfices (facultatif)",
    written: "Un tiers des commandes vient de deux marchés de plus.",
    approve: "Approuver version 1",
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
    await hand.fill(form.getByLabel(program.purpose), program.purposeIs);
    await hand.chooseOne(form.getByRole("combobox", { name: program.team }), member.name);
    await hand.press(form.getByRole("button", { name: program.submit }));
    await form.waitFor({ state: "detached" });
    expect(hand.taken()).toEqual({ presses: 3, fields: 3, commands: 0 });

    await hand.press(page.getByRole("tab", { name: words.messages }));
    await hand.type("/drumbeat program");
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
    // The purpose is there from the form of the program: it is read and saved.
    for (const [index, text] of [null, theCase.written].entries()) {
      await hand.press(dialog(theCase.title).getByRole("button", { name: theCase.edit }).nth(index));
      const section = dialog(theCase.title).last();
      const save = section.getByRole("button", { name: words.save });
      await save.waitFor();
      if (text !== null) await hand.fill(section.getByLabel(theCase.benefits, { exact: true }), text);
      await hand.press(save);
      await save.waitFor({ state: "detached" });
    }
    await dialog(theCase.title).getByText(theCase.written).waitFor();
    await hand.press(dialog(theCase.title).getByRole("button", { name: words.close, exact: true }).last());
    expect(hand.taken()).toEqual({ presses: 6, fields: 1, commands: 0 });

    await chooseSponsor(hand, words, { list, dialog });
    expect(hand.taken()).toEqual({ presses: 3, fields: 1, commands: 0 });

    await be(page, words.sponsor);
    await hand.type("/drumbeat case");
    await hand.press(dialog(theCase.title).getByRole("button", { name: theCase.approve }));
    await dialog(theCase.title).getByText(theCase.approved).waitFor();
    expect(hand.taken()).toEqual({ presses: 1, fields: 0, commands: 1 });

    expect(hand.all).toEqual({ presses: 18, fields: 8, commands: 2 });
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

/**
 * Whoever leads names the sponsor in the form of the program. Here the choice among candidates is to stand: it begins with the
 * line that is there already, and ends with the same seat.
 */
async function chooseSponsor(
  hand: Hand,
  { more, save, program, sponsor }: Words,
  { list, dialog }: { list: Locator; dialog(name: string): Locator },
): Promise<void> {
  await hand.press(list.getByRole("button", { name: more }).first());
  await hand.press(hand.page.getByRole("menuitem", { name: program.edit, exact: true }));
  const form = dialog(program.editForm);
  await hand.chooseOne(form.getByRole("combobox", { name: program.sponsors }), sponsor.name);
  await hand.press(form.getByRole("button", { name: save }));
  await form.waitFor({ state: "detached" });
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
  all = NOTHING;
  #told = NOTHING;

  constructor(page: Page) {
    this.page = page;
  }

  /** Since it was asked last. */
  taken(): Taken {
    const { presses, fields, commands } = this.#told;
    this.#told = this.all;
    return {
      presses: this.all.presses - presses,
      fields: this.all.fields - fields,
      commands: this.all.commands - commands,
    };
  }

  async press(button: Locator): Promise<void> {
    await button.click();
    this.all = { ...this.all, presses: this.all.presses + 1 };
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
    await this.page.locator(".composer textarea").first().fill(line);
    await this.page.keyboard.press("Enter");
    this.all = { ...this.all, commands: this.all.commands + 1 };
  }

  #filled(): void {
    this.all = { ...this.all, fields: this.all.fields + 1 };
  }
}
