import { dateAndTime, list, plural, type Reader } from "../../platform/texts/language.ts";

interface Sent {
  edition: number;
  sentAt: string | null;
}

const en = {
  /** In the head of an edition that is delivered on another day. */
  asItStood: (on: string) => `As of ${on}`,
  /** Of one from which words of somebody who was erased are gone. */
  /** At the top of an edition that a newer one has replaced. */
  replaced: (reader: Reader, { edition, sentAt }: Sent) =>
    sentAt === null
      ? `Replaced: a correction (version ${edition}) is on its way.`
      : `Replaced by version ${edition}, sent ${dateAndTime(reader, sentAt)}.`,
  readNewer: "Read the correction",
  /** At the top of the newer one; the reason follows. */
  corrects: (reader: Reader, { edition, replaces }: { edition: number; replaces: Sent }) =>
    replaces.sentAt === null
      ? `Correction: version ${edition}, replaces version ${replaces.edition}.`
      : `Correction: version ${edition}, replaces version ${replaces.edition} sent ${dateAndTime(reader, replaces.sentAt)}.`,
  announced: (announcement: string) => `Correction: ${announcement}`,
  /** Said where an old digest is opened again, of the programs in which its reader has no role any more. */
  leftOut: (reader: Reader, programs: string[]) =>
    `Left out: ${list(reader, programs)}. Your role there has ended; you keep the message as it was sent.`,
  foot: {
    open: { one: "Open a program…", only: "Open the program…" },
    forward: "Text to forward…",
    readWhole: "Read an answer…",
    files: { pdf: "The full digest as PDF", csv: "Its programs as CSV" },
    /** After one was asked for. */
    file: {
      "on-its-way": "The file is on its way to this digest’s thread.",
      there: "The file is already in this digest’s thread.",
    },
    /** Below the buttons. */
    seen: "✓ Seen. The leads can see that you’ve read it, but not when.",
  },
  button: "Send a correction…",
  title: "Send a correction",
  submit: "Send",
  cancel: "Cancel",
  intro: (digest: string, program: string) =>
    `The digest that was sent (${digest}) doesn’t change. A new version goes out as its own message and says what changed for ${program}.`,
  readers: (names: string, count: number) =>
    count === 1
      ? `One person got it and gets the correction: ${names}.`
      : `${count} people got it: ${names}. Those affected get the correction.`,
  reason: "What was wrong?",
  reasonHint: "A sentence, shown to these readers with your name.",
  original: "Original bottom line:",
  text: "New bottom line",
  textHint: "Shown above the original, with your name. If empty, the original is kept.",
  remarks: (count: number) => `Up to ${count} sentences after it`,
  otherBottomLine: "The bottom line is about another program; you’re correcting this program’s part.",
  sourcesGone:
    "Some of the answers it’s based on were removed at the end of their retention period, so only the wording can change.",
  renew: "Refresh",
  renewOption: (program: string) => `Refresh ${program} with current data`,
  renewHint: "Includes late and edited answers. Other programs stay as sent.",
  reasonNeeded: "Say in a sentence what was wrong; the readers will see it.",
  nothingChanged: "Nothing has changed. Edit the wording or refresh the data.",
  nothingNew: "There’s nothing new for these readers. Fix the data first, or edit the wording.",
  done: (readers: number) =>
    `The correction is on its way to ${readers} ${plural("en", readers, "person", "people")}. The earlier version is marked as replaced.`,
};

const fr: typeof en = {
  asItStood: (on) => `Situation au ${on}`,
  replaced: (reader, { edition, sentAt }) =>
    sentAt === null
      ? `Remplacée\u00a0: un rectificatif (édition ${edition}) est en cours d’envoi.`
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
    readWhole: "Lire une réponse…",
    files: { pdf: "Synthèse entière (PDF)", csv: "Ses programmes en CSV" },
    file: {
      "on-its-way": "Le fichier va arriver dans le fil de cette synthèse.",
      there: "Le fichier est déjà dans le fil de cette synthèse.",
    },
    seen: "✓ Vu. Les responsables des programmes le voient, sans le jour ni l’heure.",
  },
  button: "Rectifier…",
  title: "Envoyer un rectificatif",
  submit: "Envoyer",
  cancel: "Annuler",
  intro: (digest, program) =>
    `La synthèse envoyée (${digest}) n’est pas modifiée. Une nouvelle édition est envoyée à part et précise ce qu’elle rectifie pour le programme «\u00a0${program}\u00a0».`,
  readers: (names, count) =>
    count === 1
      ? `Une personne l’a reçue et recevra le rectificatif\u00a0: ${names}.`
      : `${count} personnes l’ont reçue\u00a0: ${names}. Seules celles dont la synthèse change recevront le rectificatif.`,
  reason: "Qu’est-ce qui était inexact\u00a0?",
  reasonHint: "Une phrase, que ces personnes verront avec votre nom.",
  original: "L’essentiel d’origine\u00a0:",
  text: "L’essentiel reformulé",
  textHint: "Figure au-dessus de l’original, avec votre nom. Sans texte, l’original est conservé.",
  remarks: (count) => `Jusqu’à ${count} phrases à la suite`,
  otherBottomLine: "L’essentiel concerne un autre programme\u00a0: vous rectifiez la partie de ce programme.",
  sourcesGone:
    "Des réponses sur lesquelles elle repose ont été supprimées au terme de leur durée de conservation\u00a0: seul son texte peut changer.",
  renew: "Actualiser",
  renewOption: (program) => `Actualiser la partie «\u00a0${program}\u00a0» à partir du registre`,
  renewHint: "Avec les réponses tardives et modifiées. Les autres programmes restent tels qu’envoyés.",
  reasonNeeded: "Dites en une phrase ce qui était inexact\u00a0: ces personnes la verront.",
  nothingChanged: "Rien ne change par rapport à l’envoi. Reformulez, ou actualisez la partie.",
  nothingNew:
    "Rien de nouveau pour ces personnes\u00a0: les données correspondent à ce qui a été envoyé. Corrigez-les d’abord, ou reformulez.",
  done: (readers) =>
    `Le rectificatif est envoyé à ${readers} ${plural("fr", readers, "personne", "personnes")}. L’envoi précédent indique qu’il est remplacé.`,
};

export const editionTexts = { en, fr };
