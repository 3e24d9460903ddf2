/** The record of processing activities (art. 30), and what is kept how long. */

import { RETAINED } from "../../people/rules-retention.ts";
import { keptTexts, monthsSaid, onTheFirst } from "../../people/texts-retention.ts";
import { DATA_KINDS, type DataKind } from "../data-map.ts";
import type { Configuration } from "./configuration.ts";
import { type Because, type Part, type Row, type Said, type Table, toComplete } from "./statement.ts";
import { whomToAskSaid } from "./texts-notice.ts";
import { counted } from "./words.ts";

const KINDS: Record<DataKind, Said> = {
  profile: {
    en: "profile: name, handle, time zone, language, as in Slack",
    fr: "profil\u00a0: nom, identifiant, fuseau horaire, langue, tels que dans Slack",
  },
  preferences: { en: "preferences and opting out", fr: "préférences et retraits" },
  seats: { en: "roles in programs", fr: "rôles dans les programmes" },
  absences: { en: "absences: days and cover, no reason", fr: "absences\u00a0: jours et remplaçant, sans motif" },
  asked: {
    en: "what was asked of them, and whether it was answered",
    fr: "ce qui leur a été demandé, et s’ils ont répondu",
  },
  answers: { en: "answers", fr: "réponses" },
  drafts: { en: "drafts", fr: "brouillons" },
  record: {
    en: "entries of the register: risks, requests, decisions, votes, sections of the case of a program and who approved it",
    fr: "registre\u00a0: risques, demandes, décisions, votes, parties de la note de cadrage d’un programme et qui l’a approuvée",
  },
  contacts: {
    en: "people whose yes a program needs: their role in the decision, what they said, who keeps the contact",
    fr: "interlocuteurs d’un programme\u00a0: leur rôle dans la décision, ce qu’ils ont dit, qui garde le contact",
  },
  candidacies: {
    en: "people who could sponsor a program: dated facts, who confirmed them, what they were asked",
    fr: "sponsors possibles d’un programme\u00a0: faits datés, qui les a confirmés, ce qui leur a été demandé",
  },
  digests: { en: "digests that quote them", fr: "synthèses qui les citent" },
  messages: { en: "messages sent to them", fr: "messages qui leur ont été envoyés" },
  audit: { en: "audit: who changed what", fr: "journal d’audit\u00a0: qui a changé quoi" },
  accesses: { en: "who used their data, and why", fr: "qui s’est servi de leurs données, et pourquoi" },
};

export function retentionTable({ retention }: Pick<Configuration, "retention">): Table {
  const kept = RETAINED.map((kind): Row => {
    const { en, fr } = keptTexts[kind];
    const months = monthsSaid(retention[kind]);
    return {
      because: { setting: kind },
      cells: [
        { en: en.what, fr: fr.what },
        { en: `${months.en}, ${en.from}`, fr: `${months.fr}, ${fr.from}` },
      ],
    };
  });
  const when: Row = {
    because: { tests: ["goes-on-the-first"] },
    cells: [{ en: "When it goes", fr: "Quand" }, onTheFirst],
  };
  const texts: Row = {
    because: { tests: ["messages-forgotten"] },
    cells: [
      { en: "Texts of sent messages, in the database", fr: "Textes des messages envoyés, dans la base" },
      {
        en: "not kept; those of earlier versions go 30 days after they were announced",
        fr: "non conservés\u00a0; ceux des versions antérieures partent 30 jours après leur annonce",
      },
    ],
  };
  const deletion: Row = {
    because: { tests: ["announced-first"] },
    cells: [
      { en: "Before the first deletion", fr: "Avant la première suppression" },
      {
        en: "an admin has seen count and date, or 30 days after the first notice",
        fr: "un administrateur a vu le nombre et la date, ou 30 jours après le premier avis",
      },
    ],
  };
  return {
    head: [
      { en: "What", fr: "Quoi" },
      { en: "Kept", fr: "Conservé" },
    ],
    widths: [0.5, 0.5],
    rows: [...kept, when, texts, deletion],
  };
}

export function recordOfProcessing(of: Configuration): Part {
  const kinds = {
    en: DATA_KINDS.map((kind) => KINDS[kind].en).join("; "),
    fr: DATA_KINDS.map((kind) => KINDS[kind].fr).join("\u00a0; "),
  };
  const row = (because: Because, name: Said, says: Said): Row => ({ because, cells: [name, says] });
  const organisation: Because = { fact: "organisation" };
  const { en: whomEn, fr: whomFr } = whomToAskSaid(of);
  return {
    title: {
      en: "2. Record of processing activities (GDPR art. 30)",
      fr: "2. Registre des activités de traitement (RGPD, art. 30)",
    },
    sections: [
      {
        heading: { en: "Entry", fr: "Fiche" },
        says: [
          {
            head: [
              { en: "Field", fr: "Rubrique" },
              { en: "Content", fr: "Contenu" },
            ],
            widths: [0.28, 0.72],
            rows: [
              row(
                organisation,
                { en: "Controller", fr: "Responsable du traitement" },
                toComplete("legal name, address, representative", "dénomination sociale, adresse, représentant"),
              ),
              row(
                { setting: "dataProtection" },
                { en: "Data protection officer", fr: "Délégué à la protection des données" },
                { en: whomEn, fr: whomFr },
              ),
              row(
                { tests: ["what-it-does", "no-sums"] },
                { en: "Purposes", fr: "Finalités" },
                {
                  en: "Running programs: asking for progress, risks and requests; having decisions taken; reporting to leads and sponsors. Not: appraisal, pay, discipline, measuring of persons. [to complete: the organisation’s own words]",
                  fr: "Conduite de programmes\u00a0: recueillir l’avancement, les risques et les demandes\u00a0; faire prendre les décisions\u00a0; rendre compte à ceux qui conduisent et parrainent. À l’exclusion de l’évaluation, de la rémunération, de la discipline et de toute mesure des personnes. [à compléter\u00a0: selon les termes de l’organisation]",
                },
              ),
              row(
                { fact: "law" },
                { en: "Legal basis", fr: "Base légale" },
                {
                  en: "Legitimate interest (art. 6(1)(f)), to be weighed in part 3; not consent, which employees are seldom free to refuse. A public body: its task (art. 6(1)(e)).",
                  fr: "Intérêt légitime (art. 6, § 1, f), à mettre en balance en partie 3\u00a0; non le consentement, que des salariés sont rarement libres de refuser. Pour une autorité publique\u00a0: sa mission (art. 6, § 1, e).",
                },
              ),
              row(
                { setting: "checkIns" },
                { en: "Persons concerned", fr: "Personnes concernées" },
                {
                  en: `Team members, leads, deputies, sponsors and committee members of ${counted("en", of.programs, "program", "programs")}; people of other companies and guests only where a check-in names them.`,
                  fr: `Membres d’équipe, responsables, suppléants, sponsors et membres de comités de ${counted("fr", of.programs, "programme", "programmes")}\u00a0; personnes d’autres entreprises et invités seulement si un point d’étape les désigne.`,
                },
              ),
              row({ tests: ["data-map"] }, { en: "Categories of data", fr: "Catégories de données" }, kinds),
              row(
                { tests: ["sensitive-asked"] },
                { en: "Special categories (art. 9)", fr: "Catégories particulières (art. 9)" },
                {
                  en: "None is asked for. Free text may hold some: its author is asked before it goes above the leads; those who read the check-in read it meanwhile. [to complete: the exception of art. 9(2)]",
                  fr: "Aucune n’est demandée. Un texte libre peut en contenir\u00a0: son auteur est interrogé avant qu’il ne dépasse les responsables\u00a0; d’ici là, les lecteurs du point le lisent. [à compléter\u00a0: l’exception de l’art. 9, § 2]",
                },
              ),
              row(
                { tests: ["readers-by-role", "two-persons"] },
                { en: "Recipients", fr: "Destinataires" },
                {
                  en: "By role in the program, as part 1 says; data protection role and admins for what takes two persons; the person who runs the server.",
                  fr: "Selon le rôle dans le programme (partie 1)\u00a0; rôle de protection des données et administrateurs pour les actes à deux personnes\u00a0; l’exploitant du serveur.",
                },
              ),
              row(
                { fact: "slack" },
                { en: "Processors and transfers", fr: "Sous-traitants et transferts" },
                {
                  en: "Slack (messages). [to complete: contract and region with Slack; ground of a transfer outside the European Union (art. 44–49); host of the server]",
                  fr: "Slack (messages). [à compléter\u00a0: contrat et région d’hébergement avec Slack\u00a0; fondement d’un transfert hors Union européenne (art. 44 à 49)\u00a0; hébergeur du serveur]",
                },
              ),
              row(
                {
                  tests: [
                    "grounds-at-each-press",
                    "workspaces-apart",
                    "files-private",
                    "audit-only-grows",
                    "two-persons",
                  ],
                },
                { en: "Security (art. 32)", fr: "Sécurité (art. 32)" },
                {
                  en: "Rights checked at each press; workspaces held apart; files readable by their owner alone; audit that only grows, but for deletion and erasure; two persons for powerful acts. [to complete: encryption of the disk, access to the server]",
                  fr: "Droits vérifiés à chaque accès\u00a0; espaces de travail cloisonnés\u00a0; fichiers lisibles par leur seul propriétaire\u00a0; journal d’audit en ajout seul, hors suppression et effacement\u00a0; deux personnes pour les actes sensibles. [à compléter\u00a0: chiffrement du disque, accès au serveur]",
                },
              ),
            ],
          },
        ],
      },
      {
        heading: { en: "Erasure terms", fr: "Délais d’effacement" },
        says: [retentionTable(of)],
      },
    ],
  };
}
