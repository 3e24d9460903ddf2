/** *My people* in words: who somebody is, their role, what they said. */
import { ofName, type Reader, shortDate, textsFor } from "../platform/texts/language.ts";
import type { Interest, Power, Stance } from "../register/types/actions-milestones-stakeholders.ts";
import { shorten } from "../slack/blocks.ts";
import type { PersonLine } from "./stakeholders.ts";
import type { Place, Quadrant } from "./stakeholders-contact-schedule.ts";

const en = {
  command: { help: "see whose yes your program needs, and who keeps in touch with them", label: "My people" },
  menu: "My people…",
  title: "My people",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  tabs: { list: "List", map: "Map" },
  filters: { all: "Everybody", due: "To speak to" },
  add: "Add somebody…",
  none: "Nobody yet. Begin with who decides: who it is, their role in the decision, and what they said are enough.",
  noneOfFilter: "Nobody here.",
  readers:
    "Read by those who lead the program, by whoever keeps the contact, and by the person themselves in *My data*. Not for appraisal, pay or discipline. Never in a report or a file; in a message only the name, to whoever keeps the contact.",
  page: (from: number, until: number, all: number) => `${from} to ${until} of ${all}`,
  earlier: "Back",
  later: "Next",
  more: (count: number) => `and ${count} more, in the list`,
  powers: { decides: "decides", "must-agree": "must agree", neither: "" } satisfies Record<Power, string>,
  interests: { affected: "is affected", "wants-to-know": "wants to know", neither: "" } satisfies Record<
    Interest,
    string
  >,
  noRole: "has no part in the decision",
  ally: "★ ally",
  stance: (stance: Stance, words: string, when: string): string => {
    switch (stance) {
      case "agreed":
        return `agreed${when}`;
      case "agreed-if":
        return words === "" ? `agreed on a condition${when}` : `agreed on a condition${when}: “${words}”`;
      case "objected":
        return words === "" ? `objected${when}` : `objected${when}: “${words}”`;
      case "not-asked":
        return "not asked yet";
    }
  },
  when: (on: string) => ` (${on})`,
  owner: (name: string) => `${name} keeps the contact`,
  next: (on: string) => `next ${on}`,
  wasDue: (on: string) => `was due ${on}`,
  last: (on: string) => `last spoke ${on}`,
  quiet: (on: string) => `gone quiet: nothing since ${on}`,
  approach: {
    capacity: (words: string) => `Can do: ${words}`,
    cares: (words: string) => `Cares about: ${words}`,
    resistance: (words: string) => `Expected resistance: ${words}`,
    approach: (words: string) => `Our approach: ${words}`,
    coalition: (names: string) => `Together with: ${names}`,
    theyExpect: (words: string) => `They expect: ${words}`,
    weExpect: (words: string) => `We expect: ${words}`,
  },
  acts: { spoke: "Spoke to them today", approach: "How we engage them…", change: "Change…", end: "End the contact" },
  form: {
    title: { add: "Add somebody", change: "Change" },
    person: "Who, in Slack",
    personHint: "This person can read it: the whole line is in their “My data”.",
    outside: "Or somebody outside this Slack",
    outsideHint: "Their name, or what they are: “Finance director”.",
    power: "Their part in the decision",
    neither: "Neither",
    interest: "What it is to them",
    stance: "What they said",
    kinds: {
      agreed: "Agreed",
      "agreed-if": "Agreed if …",
      objected: "Objected",
      "not-asked": "Not asked yet",
    } satisfies Record<Stance, string>,
    stanceWords: "If what, or to what",
    words: "In their words. They can read it.",
    stanceOn: "When",
    stanceOnHint: "Left empty: today.",
    owner: "Who keeps the contact",
    next: "Next contact",
    nextHint: "Left empty: as follows from their role, in four weeks, in a quarter, or not at all.",
    required: "Choose one.",
    requiredOwner: "Choose who keeps the contact.",
  },
  plan: {
    title: "How we engage them",
    capacity: "What they could do for the program",
    capacityHint: "Their time, budget, voice: facts, no opinion of them.",
    cares: "What they care about",
    resistance: "What they may resist",
    approach: "How we approach this",
    coalition: "With whom they stand",
    ally: "Ally",
    allyYes: "They have said that they speak for the program",
    theyExpect: "What they expect of us, as agreed",
    weExpect: "What we expect of them, as agreed",
  },
  map: {
    picture: "As a picture",
    sent: "The map comes to you as a message, with codes in place of names.",
    legend: "● agreed · ▲ agreed on a condition · ■ objected · ○ not asked yet · ★ ally",
    quadrants: {
      closely: "Manage closely",
      satisfied: "Keep satisfied",
      informed: "Keep informed",
      monitor: "Monitor",
    } satisfies Record<Quadrant, string>,
    heading: (program: string) => `The people of ${program}`,
    axes: "Up: their part in the decision. To the right: what it is to them.",
    codes: "The codes are those of My people.",
    entry: (quadrant: string, codes: string) => `${quadrant}: ${codes}`,
    stance: { agreed: "agreed", "agreed-if": "on a condition", objected: "objected", "not-asked": "not asked yet" },
    ally: "ally",
    why: "You asked for the map of your people as a picture.",
  },
  coalition: {
    allies: (names: string) => `*Allies:* ${names}`,
    noAllies: "No ally is named yet: *How we engage them…* names one.",
    together: (name: string, names: string) => `• ${name} stands with ${names}`,
  },
  week: {
    inProgram: (names: string, program: string) => `${names} (${program})`,
    due: (whom: string) => `To speak to by the end of the week: ${whom}.`,
    none: "✓ Nobody is left to speak to this week.",
    open: "My people…",
    why: "You keep the contact with people whose yes a program needs, and it is time to speak to them.",
  },
};

const fr: typeof en = {
  command: {
    help: "voir de qui votre programme attend un oui, et qui garde le contact",
    label: "Vos interlocuteurs",
  },
  menu: "Vos interlocuteurs…",
  title: "Vos interlocuteurs",
  close: "Fermer",
  cancel: "Annuler",
  save: "Enregistrer",
  tabs: { list: "Liste", map: "Carte" },
  filters: { all: "Toutes les personnes", due: "À contacter" },
  add: "Ajouter quelqu’un…",
  none: "Personne pour l’instant. Commencez par qui décide\u00a0: la personne, son rôle dans la décision et ce qu’elle a dit suffisent.",
  noneOfFilter: "Personne ici.",
  readers:
    "Lu par les responsables du programme, par qui garde le contact, et par la personne elle-même dans *Mes données*. Ne sert ni à l’évaluation, ni à la rémunération, ni à la discipline. Jamais dans un rapport ni un fichier\u00a0; dans un message, le nom seul, à qui garde le contact.",
  page: (from, until, all) => `${from} à ${until} sur ${all}`,
  earlier: "Précédent",
  later: "Suivant",
  more: (count) => `et ${count} de plus, dans la liste`,
  powers: { decides: "décide", "must-agree": "doit donner son accord", neither: "" },
  interests: { affected: "directement concernée", "wants-to-know": "souhaite être informée", neither: "" },
  noRole: "sans part dans la décision",
  ally: "★ alliée",
  stance: (stance, words, when) => {
    switch (stance) {
      case "agreed":
        return `a donné son accord${when}`;
      case "agreed-if":
        return words === ""
          ? `accord sous condition${when}`
          : `accord sous condition${when}\u00a0: «\u00a0${words}\u00a0»`;
      case "objected":
        return words === "" ? `a émis une objection${when}` : `objection${when}\u00a0: «\u00a0${words}\u00a0»`;
      case "not-asked":
        return "pas encore sollicitée";
    }
  },
  when: (on) => ` (${on})`,
  owner: (name) => `contact gardé par ${name}`,
  next: (on) => `prochain contact\u00a0: ${on}`,
  wasDue: (on) => `contact prévu le ${on}`,
  last: (on) => `dernier échange\u00a0: ${on}`,
  quiet: (on) => `sans nouvelles depuis le ${on}`,
  approach: {
    capacity: (words) => `Peut apporter\u00a0: ${words}`,
    cares: (words) => `Ce qui compte\u00a0: ${words}`,
    resistance: (words) => `Résistance attendue\u00a0: ${words}`,
    approach: (words) => `Notre démarche\u00a0: ${words}`,
    coalition: (names) => `Avec\u00a0: ${names}`,
    theyExpect: (words) => `Attend de nous\u00a0: ${words}`,
    weExpect: (words) => `Nous attendons\u00a0: ${words}`,
  },
  acts: {
    spoke: "Échange fait aujourd’hui",
    approach: "Notre démarche…",
    change: "Modifier…",
    end: "Clore le contact",
  },
  form: {
    title: { add: "Ajouter quelqu’un", change: "Modifier" },
    person: "Qui, dans Slack",
    personHint: "Cette personne peut le lire\u00a0: toute la ligne figure sous «\u00a0Mes données\u00a0».",
    outside: "Ou quelqu’un d’extérieur à ce Slack",
    outsideHint: "Son nom, ou sa fonction\u00a0: «\u00a0Directrice financière\u00a0».",
    power: "Sa part dans la décision",
    neither: "Ni l’un ni l’autre",
    interest: "Ce que la décision est pour elle",
    stance: "Ce qu’elle a dit",
    kinds: {
      agreed: "D’accord",
      "agreed-if": "D’accord à condition…",
      objected: "Objection",
      "not-asked": "Pas encore sollicitée",
    },
    stanceWords: "À quelle condition, ou quelle objection",
    words: "Dans ses mots. Cette personne peut le lire.",
    stanceOn: "Quand",
    stanceOnHint: "Laissé vide\u00a0: aujourd’hui.",
    owner: "Qui garde le contact",
    next: "Prochain contact",
    nextHint: "Laissé vide\u00a0: selon son rôle, dans quatre semaines, dans un trimestre, ou jamais.",
    required: "Choisissez une réponse.",
    requiredOwner: "Choisissez qui garde le contact.",
  },
  plan: {
    title: "Notre démarche",
    capacity: "Ce que cette personne peut apporter",
    capacityHint: "Son temps, un budget, sa voix\u00a0: des faits, pas un avis sur elle.",
    cares: "Ce qui compte pour elle",
    resistance: "Ce qui peut la freiner",
    approach: "Comment nous l’abordons",
    coalition: "Aux côtés de qui",
    ally: "Alliée",
    allyYes: "Elle a dit qu’elle parle pour le programme",
    theyExpect: "Ce qu’elle attend de nous, comme convenu",
    weExpect: "Ce que nous attendons d’elle, comme convenu",
  },
  map: {
    picture: "En image",
    sent: "La carte vous arrive en message, avec des codes à la place des noms.",
    legend: "● d’accord · ▲ sous condition · ■ objection · ○ pas encore sollicitée · ★ alliée",
    quadrants: {
      closely: "Associer de près",
      satisfied: "Garder l’accord",
      informed: "Tenir informées",
      monitor: "Suivre de loin",
    },
    heading: (program) => `Les interlocuteurs ${ofName(program)}`,
    axes: "Vers le haut\u00a0: leur part dans la décision. Vers la droite\u00a0: ce qu’elle est pour eux.",
    codes: "Les codes sont ceux de Vos interlocuteurs.",
    entry: (quadrant, codes) => `${quadrant}\u00a0: ${codes}`,
    stance: { agreed: "d’accord", "agreed-if": "sous condition", objected: "objection", "not-asked": "à solliciter" },
    ally: "allié",
    why: "Vous avez demandé la carte de vos interlocuteurs en image.",
  },
  coalition: {
    allies: (names) => `*Alliés\u00a0:* ${names}`,
    noAllies: "Aucun allié n’est nommé\u00a0: *Notre démarche…* permet d’en nommer un.",
    together: (name, names) => `• ${name}, aux côtés de ${names}`,
  },
  week: {
    inProgram: (names, program) => `${names} (${program})`,
    due: (whom) => `À contacter d’ici la fin de la semaine\u00a0: ${whom}.`,
    none: "✓ Plus aucun contact à prendre cette semaine.",
    open: "Vos interlocuteurs…",
    why: "Vous gardez le contact avec des personnes dont un programme attend un oui, et il est temps de leur parler.",
  },
};

export const peopleTexts = { en, fr };

const LONGEST_WORDS = 200;

/** What somebody is in the decision. */
export function roleOf(reader: Reader, { power, interest }: Place): string {
  const texts = textsFor(peopleTexts, reader);
  return [texts.powers[power], texts.interests[interest]].filter(Boolean).join(", ") || texts.noRole;
}

export function stanceText(reader: Reader, { details }: PersonLine): string {
  const texts = textsFor(peopleTexts, reader);
  const when = details.stanceOn === undefined ? "" : texts.when(shortDate(reader, details.stanceOn));
  return texts.stance(details.stance, shorten(details.stanceWords ?? "", LONGEST_WORDS), when);
}
