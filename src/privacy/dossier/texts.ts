/** What is said around a dossier: its reasons, the screens with which it is made and kept to. */

import type { Language } from "../../platform/texts/language.ts";
import type { Because, Fact, Setting } from "./statement.ts";

export const FIELDS: Record<Setting, Record<Language, string>> = {
  whoMayCreate: { en: "who may create programs", fr: "qui peut créer des programmes" },
  workingWeek: { en: "working week", fr: "semaine de travail" },
  messagesCome: { en: "how messages come", fr: "comment arrivent les messages" },
  hours: { en: "hours of messages", fr: "heures des messages" },
  areHoursLocked: { en: "hours of one’s own", fr: "heures propres à chacun" },
  allowsUrgent: { en: "urgent requests at any hour", fr: "demandes urgentes à toute heure" },
  checkIns: { en: "the programs and their check-ins", fr: "les programmes et leurs points d’étape" },
  dataProtection: { en: "who looks after data protection", fr: "qui veille à la protection des données" },
  choosingConsultedOn: {
    en: "when the works council was consulted on choosing sponsors",
    fr: "le jour de la consultation sur le choix des sponsors",
  },
  handedOver: { en: "the last dossier handed over", fr: "le dernier dossier remis" },
  "daily-answers": { en: "retention of daily answers", fr: "conservation des réponses quotidiennes" },
  "other-answers": { en: "retention of other answers", fr: "conservation des autres réponses" },
  "decisions-and-digests": {
    en: "retention of decisions and digests",
    fr: "conservation des décisions et synthèses",
  },
  names: { en: "retention of names", fr: "conservation des noms" },
  late: { en: "retention of lateness", fr: "conservation des retards" },
  accesses: { en: "retention of accesses", fr: "conservation des accès" },
  acts: { en: "retention of acts that take two persons", fr: "conservation des actes à deux personnes" },
  objections: { en: "retention of objections", fr: "conservation des contestations" },
  receipts: { en: "retention of receipts of erasures", fr: "conservation des reçus d’effacement" },
  audit: { en: "retention of the audit log", fr: "conservation du journal d’audit" },
  messages: { en: "retention of messages", fr: "conservation des messages" },
  absences: { en: "retention of absences", fr: "conservation des absences" },
  contacts: { en: "retention of what stakeholders said", fr: "conservation des propos des interlocuteurs" },
  candidates: { en: "retention of facts about candidates", fr: "conservation des faits sur les candidats" },
  left: {
    en: "retention of what belongs to who has left",
    fr: "conservation de ce qui appartient aux personnes parties",
  },
};

const FACTS: Record<Fact, Record<Language, string>> = {
  measured: { en: "Counted from the messages sent", fr: "Compté sur les messages envoyés" },
  law: {
    en: "The text of the law cited; to be checked by counsel",
    fr: "Le texte cité\u00a0; à vérifier par un juriste",
  },
  slack: { en: "Slack’s own terms", fr: "Les conditions de Slack" },
  organisation: { en: "For the organisation to fill in", fr: "À compléter par l’organisation" },
};

function reasonIn(language: Language): (because: Because) => string {
  const said = { en: { setting: "Setting:", test: "Test:" }, fr: { setting: "Réglage\u00a0:", test: "Test\u00a0:" } };
  return (because) => {
    if ("setting" in because) return `${said[language].setting} ${FIELDS[because.setting][language]}`;
    return "tests" in because ? `${said[language].test} ${because.tests.join(", ")}` : FACTS[because.fact][language];
  };
}

const enBecause = {
  title: "Drumbeat: dossier for works council and data protection",
  heading: "What makes each sentence true",
  tests:
    "A test is named as the title of one in the program’s source ends (test/), and as a mend is (test/mends/): the change by which the sentence would no longer be so, and at which that test fails.",
  pages: "Page {page} of {pages}",
  unprintable: "Some letters could not be printed: each stands as its number in Unicode.",
  file: "drumbeat-dossier",
  reason: reasonIn("en"),
};

export const becauseTexts: Record<Language, typeof enBecause> = {
  en: enBecause,
  fr: {
    title: "Drumbeat\u00a0: dossier CSE et données personnelles",
    heading: "Ce qui rend chaque phrase vraie",
    tests:
      "Un test porte le nom par lequel finit son titre dans les sources du programme (test/), et un correctif (test/mends/)\u00a0: la modification qui rendrait la phrase fausse, et qui fait échouer ce test.",
    pages: "Page {page} sur {pages}",
    unprintable: "Certaines lettres n’ont pu être imprimées\u00a0: chacune figure sous son numéro Unicode.",
    file: "dossier-drumbeat",
    reason: reasonIn("fr"),
  },
};

const en = {
  title: "Dossier",
  help: "the dossier for the works council and data protection, from the settings as they are",
  intro: "What a works council and a data protection officer need, from the settings as they are now.",
  last: (date: string) => `The last one was handed over on ${date}.`,
  none: "None has been handed over yet: in France that comes before the first use, a pilot included.",
  language: "Language",
  languages: { en: "English", fr: "Français" },
  format: "File",
  formats: { pdf: "PDF", md: "Markdown, to fill in and change" },
  on: "Handed over on",
  onHint: "Empty: not yet. Once it is, settings that go beyond it say so before they are saved.",
  reference: "Reference",
  referenceHint: "Such as the minutes of the meeting.",
  send: "Send it to me",
  choose: "Choose one of them.",
  done: "The file comes to you as a message.",
  inThread: "The dossier is in the thread of this message.",
};

export const dossierTexts: Record<Language, typeof en> = {
  en,
  fr: {
    title: "Dossier",
    help: "le dossier pour le CSE et la protection des données, selon les réglages actuels",
    intro: "Ce dont le CSE et le délégué à la protection des données ont besoin, selon les réglages actuels.",
    last: (date) => `Le dernier a été remis le ${date}.`,
    none: "Aucun n’a encore été remis\u00a0: la consultation précède la première mise en œuvre, pilote compris.",
    language: "Langue",
    languages: { en: "English", fr: "Français" },
    format: "Fichier",
    formats: { pdf: "PDF", md: "Markdown, à compléter et modifier" },
    on: "Remis le",
    onHint: "Vide\u00a0: pas encore. Une fois remis, tout réglage qui va au-delà le signale avant d’être enregistré.",
    reference: "Référence",
    referenceHint: "Par exemple le procès-verbal de la réunion.",
    send: "Me l’envoyer",
    choose: "Choisissez l’un d’eux.",
    done: "Le fichier vous arrive par message.",
    inThread: "Le dossier est dans le fil de ce message.",
  },
};
