/** The words of portfolios and of committees. */
import { number, plural, type Reader } from "../platform/texts/language.ts";

type Spoken = Pick<Reader, "locale">;

const en = {
  new: "New portfolio…",
  newTitle: "New portfolio",
  editTitle: "Edit portfolio",
  save: "Save",
  close: "Cancel",
  required: "Please fill this in.",
  name: "Title",
  covers: "Programs it covers",
  all: (reader: Spoken, count: number) => `All programs (${number(reader, count)})`,
  withLabel: (reader: Spoken, label: string, count: number) => `${label} (${number(reader, count)})`,
  programs: (reader: Spoken, count: number) => `${number(reader, count)} ${plural("en", count, "program", "programs")}`,
  readers: (programs: string, names: string) =>
    `Its members and secretary will read the reports and the register of ${programs}${names && `: ${names}`}.`,
  more: (count: number) => `${count} more`,
  members: "Steering committee",
  membersHint: "Decides over these programs, where they have no committee of their own.",
  chair: "Chair",
  chairHint: "One of the members. Left empty: whoever has sat longest.",
  secretary: "Secretary",
  secretaryHint: "Writes in the register for the committee, and leads nothing.",
  quorum: "Quorum",
  quorumHint: "How many members have to be at a meeting.",
  saved: (title: string) => `${title} saved.`,
  made: (title: string, programs: string) => `*${title}* covers ${programs}. Its members get a message.`,
  open: (title: string) => `Open ${title}`,
  /** `scope`: all programs, or a label. */
  coverage: (scope: string, programs: string) => `Covers ${scope} · ${programs}`,
  rank: "Order of programs…",
  rankTitle: "Order of programs",
  rankLabel: "In order, the first one first",
  rankHint: "Of programs with the same status, these come first, in this order. Those that you leave out come after.",
  ranked: "Saved. Portfolio and digests follow this order.",
  committee: "Committee…",
  isChair: (name: string) => `${name} (chair)`,
  quorumOf: (count: number) => `quorum ${count}`,
  newReaders: (names: string, title: string, _count: number) =>
    `With these labels, ${names} will also read ${title}, by a portfolio in which they sit. Save again to confirm.`,
  openIt: "Open",
  home: (title: string, programs: string) => `*${title}* · ${programs}`,
};

const fr: typeof en = {
  new: "Nouveau portefeuille…",
  newTitle: "Nouveau portefeuille",
  editTitle: "Modifier le portefeuille",
  save: "Enregistrer",
  close: "Annuler",
  required: "Champ à remplir.",
  name: "Titre",
  covers: "Programmes couverts",
  all: (reader, count) => `Tous les programmes (${number(reader, count)})`,
  withLabel: (reader, label, count) => `${label} (${number(reader, count)})`,
  programs: (reader, count) => `${number(reader, count)} ${plural("fr", count, "programme", "programmes")}`,
  readers: (programs, names) =>
    `Ses membres et son secrétariat liront les rapports et le registre de ${programs}${names && `\u00a0: ${names}`}.`,
  more: (count) => (count === 1 ? "1 autre" : `${count} autres`),
  members: "Comité de pilotage",
  membersHint: "Décide pour ces programmes, là où ils n’ont pas leur propre comité.",
  chair: "Présidence",
  chairHint: "Un des membres. Vide\u00a0: le plus ancien.",
  secretary: "Secrétariat",
  secretaryHint: "Écrit dans le registre pour le comité, et ne dirige rien.",
  quorum: "Quorum",
  quorumHint: "Combien de membres doivent être présents à une réunion.",
  saved: (title) => `${title}\u00a0: enregistré.`,
  made: (title, programs) => `*${title}* couvre ${programs}. Ses membres reçoivent un message.`,
  open: (title) => `Ouvrir ${title}`,
  coverage: (scope, programs) => `Couvre ${scope} · ${programs}`,
  rank: "Ordre des programmes…",
  rankTitle: "Ordre des programmes",
  rankLabel: "Dans l’ordre, le premier d’abord",
  rankHint: "À statut égal, ces programmes viennent d’abord, dans cet ordre. Les autres viennent ensuite.",
  ranked: "Enregistré. Le portefeuille et les synthèses suivent cet ordre.",
  committee: "Comité…",
  isChair: (name) => `${name} (présidence)`,
  quorumOf: (count) => `quorum de ${count}`,
  newReaders: (names, title, count) =>
    `Avec ces étiquettes, ${names} ${count === 1 ? "lira" : "liront"} aussi ${title}, par un portefeuille dont le programme relèvera. Enregistrez à nouveau pour confirmer.`,
  openIt: "Ouvrir",
  home: (title, programs) => `*${title}* · ${programs}`,
};

export const portfolioTexts = { en, fr };
