import { dateAndTime, frenchOf, list, plural, type Reader } from "../../platform/texts/language.ts";

interface Sent {
  edition: number;
  sentAt: string | null;
}

const en = {
  /** In the head of an edition that is delivered on another day. */
  asItStood: (on: string) => `As it stood on ${on}`,
  /** Of one from which words of somebody who was erased are gone. */
  rewritten: (on: string) => `On ${on} words were taken out of this edition`,
  /** At the top of an edition that a newer one has replaced. */
  replaced: (reader: Reader, { edition, sentAt }: Sent) =>
    sentAt === null
      ? `Replaced: edition ${edition}, a correction, is on its way.`
      : `Replaced by edition ${edition}, sent ${dateAndTime(reader, sentAt)}.`,
  readNewer: "Read the correction",
  /** At the top of the newer one; the reason follows. */
  corrects: (reader: Reader, { edition, replaces }: { edition: number; replaces: Sent }) =>
    replaces.sentAt === null
      ? `Correction: edition ${edition}, replaces edition ${replaces.edition}.`
      : `Correction: edition ${edition}, replaces edition ${replaces.edition} sent ${dateAndTime(reader, replaces.sentAt)}.`,
  announced: (announcement: string) => `Correction: ${announcement}`,
  /** Said where an old digest is opened again, of the programs in which its reader has no role any more. */
  leftOut: (reader: Reader, programs: string[]) =>
    `Left out: ${list(reader, programs)}. Your role there has ended; the message stays with you as it was sent.`,
  foot: {
    open: { one: "Open a program…", only: "Open the program…" },
    forward: "Text to forward…",
    readWhole: "Read an answer in full…",
    files: { pdf: "The whole digest as PDF", csv: "Its programs as CSV" },
    /** After one was asked for. */
    file: {
      "on-its-way": "It comes as a file in the thread of this digest.",
      there: "It is a file in the thread of this digest already.",
    },
    /** Below the buttons. */
    seen: "✓ Seen. Those who lead the programs are told that, without day or time.",
  },
  button: "Send a correction…",
  title: "Send a correction",
  submit: "Send",
  cancel: "Cancel",
  intro: (digest: string, program: string) =>
    `The digest as it was sent (${digest}) stays as it is. A new edition goes out as a message of its own and says what it corrects about ${program}.`,
  readers: (names: string, count: number) =>
    count === 1
      ? `One person got it and gets the correction: ${names}.`
      : `${count} people got it: ${names}. Each of them whose digest changes gets the correction.`,
  reason: "What was wrong?",
  reasonHint: "A sentence, shown to these readers with your name.",
  original: "Original bottom line:",
  text: "Bottom line in other words",
  textHint: "It stands above the original, with your name. Left empty, the original stands.",
  remarks: (count: number) => `Up to ${count} sentences that follow it`,
  otherBottomLine: "The bottom line is about another program: you correct this program’s part of the digest.",
  sourcesGone:
    "Answers that it rests on were removed, having been kept as long as is said here: only its words can change.",
  renew: "From the record",
  renewOption: (program: string) => `Take the part of ${program} from the record as it is now`,
  renewHint:
    "Answers that were corrected or came late are told as they are now. Other programs stay as they were sent.",
  reasonNeeded: "Say in a sentence what was wrong: the readers see it.",
  nothingChanged: "This says what was sent. Change the wording, or take the part from the record as it is now.",
  nothingNew:
    "The record says what was sent: there is nothing new in it for these readers. Correct the record first, or change the wording.",
  done: (readers: number) =>
    `The correction goes to ${readers} ${plural("en", readers, "person", "people")} now. What was sent before says that it is replaced.`,
};

const fr: typeof en = {
  asItStood: (on) => `Situation au ${on}`,
  rewritten: (on) => `Le ${on}, des mots ont été retirés de cette édition`,
  replaced: (reader, { edition, sentAt }) =>
    sentAt === null
      ? `Remplacée\u00a0: l’édition ${edition}, un rectificatif, arrive.`
      : `Remplacée par l’édition ${edition}, envoyée le ${dateAndTime(reader, sentAt)}.`,
  readNewer: "Lire le rectificatif",
  corrects: (reader, { edition, replaces }) =>
    replaces.sentAt === null
      ? `Rectificatif\u00a0: édition ${edition}, remplace l’édition ${replaces.edition}.`
      : `Rectificatif\u00a0: édition ${edition}, remplace l’édition ${replaces.edition} envoyée le ${dateAndTime(reader, replaces.sentAt)}.`,
  announced: (announcement) => `Rectificatif\u00a0: ${announcement}`,
  leftOut: (reader, programs) =>
    `Ne figure pas ici\u00a0: ${list(reader, programs)}, où votre rôle a pris fin. Le message vous reste tel qu’il a été envoyé.`,
  foot: {
    open: { one: "Ouvrir un programme…", only: "Ouvrir le programme…" },
    forward: "Texte à transférer…",
    readWhole: "Lire une réponse en entier…",
    files: { pdf: "La synthèse entière en PDF", csv: "Ses programmes en CSV" },
    file: {
      "on-its-way": "Le fichier arrive dans le fil de cette synthèse.",
      there: "Le fichier est déjà dans le fil de cette synthèse.",
    },
    seen: "✓ Vu. Les responsables des programmes l’apprennent, sans le jour ni l’heure.",
  },
  button: "Rectifier…",
  title: "Envoyer un rectificatif",
  submit: "Envoyer",
  cancel: "Annuler",
  intro: (digest, program) =>
    `La synthèse envoyée (${digest}) reste telle quelle. Une nouvelle édition part dans un message à part et dit ce qu’elle rectifie au sujet ${frenchOf(program)}.`,
  readers: (names, count) =>
    count === 1
      ? `Une personne l’a reçue et recevra le rectificatif\u00a0: ${names}.`
      : `${count} personnes l’ont reçue\u00a0: ${names}. Chacune dont la synthèse change recevra le rectificatif.`,
  reason: "Qu’est-ce qui était inexact\u00a0?",
  reasonHint: "Une phrase, que ces lecteurs verront avec votre nom.",
  original: "L’essentiel d’origine\u00a0:",
  text: "L’essentiel reformulé",
  textHint: "Figure au-dessus de l’original, avec votre nom. Laissé vide, l’original reste.",
  remarks: (count) => `Jusqu’à ${count} phrases à la suite`,
  otherBottomLine: "L’essentiel concerne un autre programme\u00a0: vous rectifiez la partie de ce programme.",
  sourcesGone:
    "Des réponses sur lesquelles elle repose ont été supprimées au terme de leur durée de conservation\u00a0: seul son texte peut changer.",
  renew: "D’après le registre",
  renewOption: (program) => `Reprendre la partie ${frenchOf(program)} dans son état actuel`,
  renewHint:
    "Les réponses corrigées ou arrivées tard y figurent telles qu’elles sont maintenant. Les autres programmes restent tels qu’envoyés.",
  reasonNeeded: "Dites en une phrase ce qui était inexact\u00a0: les lecteurs la verront.",
  nothingChanged: "Rien ne change par rapport à l’envoi. Reformulez, ou reprenez la partie dans son état actuel.",
  nothingNew:
    "Rien de nouveau pour ces lecteurs\u00a0: les données disent ce qui a été envoyé. Corrigez-les d’abord, ou reformulez.",
  done: (readers) =>
    `Le rectificatif part à ${readers} ${plural("fr", readers, "personne", "personnes")}. L’envoi précédent indique qu’il est remplacé.`,
};

export const editionTexts = { en, fr };
