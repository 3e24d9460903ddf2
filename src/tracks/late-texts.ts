/** Of steps and approvals that are due or late. */
import { ofName, plural, withFullStop } from "../platform/texts/language.ts";

/** `title` and names are escaped; `day`: its last one; `isGate`: what is due is the approval. */
type Shown = { title: string; day: string; isGate: boolean };
type Named = Shown & { name: string };

const en = {
  dueToday: ({ title, isGate }: Shown) =>
    isGate ? `*Your approval is due today*: “${title}”.` : `*Due today*: “${title}”.`,
  dueOn: ({ title, day, isGate }: Shown) =>
    isGate ? `*Your approval is due on ${day}*: “${title}”.` : `*Due on ${day}*: “${title}”.`,
  wasDue: ({ title, day, isGate }: Shown) =>
    isGate ? `*Your approval was due on ${day}*: “${title}”.` : `*Was due on ${day}*: “${title}”.`,
  late: ({ name, title, day, isGate, days }: Named & { days: number }) =>
    `*${name}* is ${plural("en", days, "1 working day", `${days} working days`)} late ${isGate ? "to approve" : "with"} “${title}”, due ${day}.`,
  away: ({ name, day }: { name: string; day: string }) => `${name} is away until ${day}.`,
  nobody: ({ title, day, isGate }: Shown) =>
    `Nobody is there to ${isGate ? "approve" : "do"} “${title}”${day && ` by ${day}`}.`,
  asked: ({ name, title, day }: Named) => `*${name}* asks about “${title}”${day && `, due ${day}`}:`,
  "not-same": ({ name, title }: Named) => `*${name}* says why “${title}” is another request:`,
  stuck: ({ name, title, day }: Named) => `*${name}* is stuck with “${title}”${day && `, due ${day}`}:`,
  instead: ({ name, title }: Pick<Named, "name" | "title">) => `*${name}* wrote about “${title}”, and you stand in.`,
  words: {
    readToo: (names: string, count: number) =>
      `${names}, who ${plural("en", count, "stands in, reads", "stand in, read")} it too.`,
    readLater: "They read it when they are back; nobody stands in.",
  },
  change: ({ name, title }: Pick<Named, "name" | "title">) =>
    `*${name}* asks for a change of what you have in hand: “${title}”.`,
  changeOfOther: ({ name, title, owner }: Pick<Named, "name" | "title"> & { owner: string }) =>
    `*${name}* asks for a change of “${title}”, while ${owner} is away.`,
  changeOver: "✓ This change has been answered.",
  thenEnds: (title: string, day: string, planned: string) =>
    withFullStop(`“${title}” then ends ${day}, planned ${planned}`),
  notSaved: "Nothing is saved yet: save to move it all the same.",
  moved: (day: string) => (day === "" ? "✓ New date." : `✓ New date: ${day}.`),
  act: {
    move: "New date…",
    stuck: "I’m stuck…",
    give: "Give to…",
    ask: "Ask…",
    name: "Name somebody…",
  },
  form: {
    to: "New date",
    why: "Why",
    person: "Whom",
    personHint: "Whoever has it reads your words at once. Of anybody else they are a request, with a date to answer.",
    words: "Your words",
    stuckHint: "Whoever answers for this step reads them at once. It stays with you.",
    stuckTitle: "I’m stuck",
    askTitle: "Ask",
  },
  why: {
    due: "It is yours, and this is its date.",
    late: "You answer for this step, or lead its program, and its date has passed. It stays with whoever has it.",
    lead: "You lead this program, and the step is five working days late. It stays with whoever has it.",
    asked: "You have this step, and somebody who answers for it wrote to you.",
    "not-same": "You have this step, and whoever asked for the work says that nobody asked for the same before.",
    stuck: "You answer for this step, or lead its program, and whoever has it wrote to you.",
    instead: "Whoever has this step is away, you stand in for them, and somebody wrote to them.",
    change:
      "Whoever asked for the work wants something changed: whoever has the step confirms it or not, or you who lead.",
    nobody: "Nobody who does, approves or leads is there before its date, and you can name somebody.",
  },
};

const fr: typeof en = {
  dueToday: ({ title, isGate }) =>
    isGate
      ? `*Approbation à donner aujourd’hui*\u00a0: «\u00a0${title}\u00a0».`
      : `*À terminer aujourd’hui*\u00a0: «\u00a0${title}\u00a0».`,
  dueOn: ({ title, day, isGate }) =>
    isGate
      ? `*Approbation à donner pour le ${day}*\u00a0: «\u00a0${title}\u00a0».`
      : `*À terminer pour le ${day}*\u00a0: «\u00a0${title}\u00a0».`,
  wasDue: ({ title, day, isGate }) =>
    isGate
      ? `*Approbation attendue depuis le ${day}*\u00a0: «\u00a0${title}\u00a0».`
      : `*À terminer depuis le ${day}*\u00a0: «\u00a0${title}\u00a0».`,
  late: ({ name, title, day, isGate, days }) =>
    withFullStop(
      `*${name}* a ${plural("fr", days, `${days} jour ouvré`, `${days} jours ouvrés`)} de retard ${isGate ? "pour approuver" : "sur"} «\u00a0${title}\u00a0», échéance le ${day}`,
    ),
  away: ({ name, day }) => withFullStop(`Absence ${ofName(name)} jusqu’au ${day}`),
  nobody: ({ title, day, isGate }) =>
    withFullStop(
      `Personne n’est là pour ${isGate ? "approuver" : "réaliser"} «\u00a0${title}\u00a0»${day && ` d’ici au ${day}`}`,
    ),
  asked: ({ name, title, day }) =>
    `*${name}* vous écrit à propos de «\u00a0${title}\u00a0»${day && `, échéance le ${day}`}\u00a0:`,
  "not-same": ({ name, title }) => `*${name}* dit en quoi «\u00a0${title}\u00a0» est une autre demande\u00a0:`,
  stuck: ({ name, title, day }) =>
    `*${name}* signale un blocage sur «\u00a0${title}\u00a0»${day && `, échéance le ${day}`}\u00a0:`,
  instead: ({ name, title }) => `*${name}* a écrit à propos de «\u00a0${title}\u00a0», et vous assurez le relais.`,
  words: {
    readToo: (names, count) => `${names}, en relais, ${plural("fr", count, "le lit", "le lisent")} aussi.`,
    readLater: "Lecture au retour\u00a0; personne n’assure le relais.",
  },
  change: ({ name, title }) =>
    `*${name}* demande une modification de ce que vous avez en main\u00a0: «\u00a0${title}\u00a0».`,
  changeOfOther: ({ name, title, owner }) =>
    withFullStop(`*${name}* demande une modification de «\u00a0${title}\u00a0», en l’absence ${ofName(owner)}`),
  changeOver: "✓ Cette modification a reçu sa réponse.",
  thenEnds: (title, day, planned) =>
    withFullStop(`«\u00a0${title}\u00a0» se termine alors le ${day}, au lieu du ${planned}`),
  notSaved: "Rien n’est encore enregistré\u00a0: enregistrez pour déplacer quand même.",
  moved: (day) => (day === "" ? "✓ Nouvelle date." : withFullStop(`✓ Nouvelle date\u00a0: ${day}`)),
  act: {
    move: "Nouvelle date…",
    stuck: "Un blocage…",
    give: "Confier à…",
    ask: "Demander…",
    name: "Nommer quelqu’un…",
  },
  form: {
    to: "Nouvelle date",
    why: "Pourquoi",
    person: "À qui",
    personHint:
      "La personne qui a l’étape lit vos mots aussitôt. Pour toute autre, c’est une demande, avec une date de réponse.",
    words: "Vos mots",
    stuckHint: "La personne qui répond de l’étape les lit aussitôt. L’étape reste chez vous.",
    stuckTitle: "Un blocage",
    askTitle: "Demander",
  },
  why: {
    due: "C’est à vous, et voici l’échéance.",
    late: "Vous répondez de cette étape, ou dirigez son programme, et l’échéance est passée. L’étape reste chez qui l’a.",
    lead: "Vous dirigez ce programme, et l’étape a cinq jours ouvrés de retard. Elle reste chez qui l’a.",
    asked: "Vous avez cette étape, et une personne qui en répond vous a écrit.",
    "not-same": "Vous avez cette étape, et la personne qui a fait la demande dit que ce n’est pas la même.",
    stuck: "Vous répondez de cette étape, ou dirigez son programme, et la personne qui l’a vous a écrit.",
    instead: "La personne qui a l’étape est absente, vous assurez le relais, et on lui a écrit.",
    change:
      "La personne qui a fait la demande veut la modifier\u00a0: qui a l’étape le confirme ou non, ou vous qui pilotez.",
    nobody:
      "Personne, pour réaliser, approuver ou diriger, n’est là avant l’échéance, et vous pouvez nommer quelqu’un.",
  },
};

export const lateTexts = { en, fr };
