import { type Language, plural } from "../../platform/texts/language.ts";

interface ErasureTexts {
  help: string;
  label: string;
  ask: {
    title: string;
    submit: string;
    close: string;
    intro: string;
    person: string;
    reason: string;
    reasonHint: string;
    missing: string;
    done: string;
    namesakes(handles: string, count: number): string;
    active: string;
  };
  adminsOnly: string;
  names: {
    line(count: number): string;
    look: string;
    title: string;
    submit: string;
    close: string;
    intro(name: string, left: number): string;
    where: Record<string, string>;
    ticks: string;
    done(left: number): string;
  };
  receipt: {
    line(on: string): string;
    over(on: string): string;
    look: string;
    title: string;
    gone: string;
    counts: Record<
      "answers" | "record" | "editions" | "rows" | "sent" | "deleted" | "names" | "confirmed",
      (count: number) => string
    >;
    notReached: string;
    left(count: number): string;
    refused(count: number): string;
    backups(on: string, isNoted: boolean): string;
    copies(names: string, more: number): string;
    bytes: Record<"file" | "server", string>;
    typed: string;
    slack: string;
    further: string;
    active: string;
  };
}

function some(count: number, one: string, other = `${one}s`): string {
  return `${count} ${plural("en", count, one, other)}`;
}

function frSome(count: number, one: string, other = `${one}s`): string {
  return `${count} ${plural("fr", count, one, other)}`;
}

const en: ErasureTexts = {
  help: "`/drumbeat erase` – erase what Drumbeat keeps of a person",
  label: "Erase a person…",
  ask: {
    title: "Erase a person",
    submit: "Erase",
    close: "Cancel",
    intro:
      "What Drumbeat keeps of someone goes: name, texts, messages to them, also from past digests. Decisions, votes and counts stay. It cannot be undone.",
    person: "Who",
    reason: "Why",
    reasonHint: "It stands in the audit log.",
    missing: "Say who and why.",
    done: "It has begun. The receipt comes with your next messages.",
    namesakes: (handles, count) =>
      `${handles} ${plural("en", count, "has", "have")} the same name. If it is the same person, erase ${plural("en", count, "that account", "those accounts")} too.`,
    active:
      "Their Slack account is active. Have it deactivated in Slack: otherwise Drumbeat meets them again, with their name, the next time Slack tells of them.",
  },
  adminsOnly: "Admins alone can do this.",
  names: {
    line: (count) =>
      `Someone was erased. ${count === 1 ? "One text by someone else still names them" : `${count} texts by others still name them`}: you decide where the name goes.`,
    look: "Look through…",
    title: "Names in texts",
    submit: "Take the name out",
    close: "Later",
    intro: (name, left) =>
      `${left} ${left === 1 ? "text by someone else has" : "texts by others have"} “${name}” in ${left === 1 ? "it" : "them"}. Tick where it means the person who was erased: the name is taken out there, and stays in the others.`,
    where: {
      check_in_revision: "answer",
      item: "register",
      item_event: "history of the register",
      health_question: "reason",
      program: "program",
      cadence: "check-in",
      digest_wording: "wording of a digest",
      round: "occasion",
      program_profile: "label of a program",
      question_set: "question",
      half_filled_form: "form being filled in",
      cadence_draft: "check-in being set up",
      workspace: "address for data protection",
      health_finding: "finding of a check",
      case_section: "case of a program",
      candidate_fact: "fact about a candidate",
      audit: "audit log",
      delivery: "message",
      digest_edition: "digest",
      digest_draft: "digest to come",
      digest_draft_part: "digest to come",
    },
    ticks: "Take the name out of these",
    done: (left) => (left === 0 ? "Done. You get the receipt with your next messages." : `Done. ${left} left.`),
  },
  receipt: {
    line: (on) => `The erasure of ${on} is done.`,
    over: (on) => `The erasure of ${on} goes on.`,
    look: "Receipt…",
    title: "Erasure",
    gone: "What went",
    counts: {
      answers: (count) => `The words of ${some(count, "answer")}`,
      record: (count) => `The words of ${some(count, "entry", "entries")} of the register and its history`,
      editions: (count) => `${some(count, "digest")} rewritten, and marked so`,
      rows: (count) => `${some(count, "other entry", "other entries")} about them`,
      sent: (count) => `${some(count, "message")} to others rewritten without them`,
      deleted: (count) => `${some(count, "message or file", "messages and files")} deleted in Slack`,
      names: (count) => `The name in ${some(count, "entry", "entries")} that Drumbeat wrote`,
      confirmed: (count) => `The name in ${some(count, "text")} by others`,
    },
    notReached: "What could not be reached",
    left: (count) => `The name in ${some(count, "text")} by others: no one confirmed it`,
    refused: (count) => `${some(count, "message or file", "messages or files")} that Slack did not let go`,
    backups: (on, isNoted) =>
      isNoted
        ? `Back-ups made before ${on}: where one is restored, it is erased again`
        : `Back-ups made before ${on}: where one is restored, the person is there again, as erasures are noted nowhere beside the database (ERASURES_FILE)`,
    copies: (names, more) => `Beside the database, to be deleted: ${names}${more > 0 ? ` and ${more} more` : ""}`,
    bytes: {
      file: "What is left of deleted pages in the database file and its log, until the operator runs drumbeat vacuum",
      server:
        "What PostgreSQL keeps of earlier versions of rows in its files until the operator runs drumbeat vacuum, and in its write-ahead log, its archives and its replicas by their own terms",
    },
    typed: "What they wrote in Slack themselves: no app can delete it; they, or an admin of Slack, can",
    slack: "What Slack keeps by itself: its own exports, retention and logs, and files that someone downloaded",
    active:
      "Their Slack account was active: Drumbeat meets them again with their name, as someone new without a history, the next time Slack tells of them. Where an admin of Slack deactivates the account first and asks for another erasure, that stays away",
    further: "Names were looked for by spelling and confirmed by a person. No more is promised.",
  },
};

const fr: ErasureTexts = {
  help: "`/drumbeat effacer` – effacer ce que Drumbeat conserve d’une personne",
  label: "Effacer une personne…",
  ask: {
    title: "Effacer une personne",
    submit: "Effacer",
    close: "Annuler",
    intro:
      "Ce que Drumbeat conserve d’une personne disparaît\u00a0: nom, textes, messages reçus, y compris des synthèses passées. Les décisions, les votes et les chiffres restent. C’est irréversible.",
    person: "Qui",
    reason: "Motif",
    reasonHint: "Il figure dans le journal d’audit.",
    missing: "Indiquez qui et pourquoi.",
    done: "L’effacement a commencé. Le reçu viendra avec vos prochains messages.",
    namesakes: (handles, count) =>
      `${handles} ${plural("fr", count, "porte", "portent")} le même nom. S’il s’agit de la même personne, effacez aussi ${plural("fr", count, "ce compte", "ces comptes")}.`,
    active:
      "Son compte Slack est actif. Faites-le désactiver dans Slack\u00a0: sinon, Drumbeat connaîtra à nouveau cette personne, sous son nom, dès que Slack la mentionnera.",
  },
  adminsOnly: "Seuls les administrateurs le peuvent.",
  names: {
    line: (count) =>
      `Une personne a été effacée. ${count === 1 ? "Un texte d’une autre personne la nomme encore" : `${count} textes d’autres personnes la nomment encore`}\u00a0: à vous de décider où le nom disparaît.`,
    look: "Passer en revue…",
    title: "Noms dans les textes",
    submit: "Retirer le nom",
    close: "Plus tard",
    intro: (name, left) =>
      `${left === 1 ? "Un texte d’une autre personne contient" : `${left} textes d’autres personnes contiennent`} «\u00a0${name}\u00a0». Cochez là où il s’agit de la personne effacée\u00a0: le nom y est retiré, et reste ailleurs.`,
    where: {
      check_in_revision: "réponse",
      item: "registre",
      item_event: "historique du registre",
      health_question: "raison",
      program: "programme",
      cadence: "point d’étape",
      digest_wording: "formulation d’une synthèse",
      round: "occasion",
      program_profile: "étiquette d’un programme",
      question_set: "question",
      half_filled_form: "formulaire en cours de saisie",
      cadence_draft: "point d’étape en préparation",
      workspace: "adresse pour la protection des données",
      health_finding: "constat d’un contrôle",
      case_section: "note de cadrage",
      candidate_fact: "fait sur un candidat",
      audit: "journal d’audit",
      delivery: "message",
      digest_edition: "synthèse",
      digest_draft: "synthèse à venir",
      digest_draft_part: "synthèse à venir",
    },
    ticks: "Retirer le nom de ces textes",
    done: (left) =>
      left === 0 ? "C’est fait. Le reçu viendra avec vos prochains messages." : `C’est fait. Il en reste ${left}.`,
  },
  receipt: {
    line: (on) => `L’effacement du ${on} est terminé.`,
    over: (on) => `L’effacement du ${on} se poursuit.`,
    look: "Reçu…",
    title: "Effacement",
    gone: "Ce qui a disparu",
    counts: {
      answers: (count) => `Les textes de ${frSome(count, "réponse")}`,
      record: (count) => `Les textes de ${frSome(count, "entrée")} du registre et de son historique`,
      editions: (count) => frSome(count, "synthèse réécrite et signalée", "synthèses réécrites et signalées"),
      rows: (count) => `${frSome(count, "autre élément", "autres éléments")} à son sujet`,
      sent: (count) => frSome(count, "message à d’autres réécrit sans elle", "messages à d’autres réécrits sans elle"),
      deleted: (count) =>
        `${frSome(count, "message ou fichier supprimé", "messages et fichiers supprimés")} dans Slack`,
      names: (count) => `Le nom dans ${frSome(count, "élément écrit", "éléments écrits")} par Drumbeat`,
      confirmed: (count) => `Le nom dans ${frSome(count, "texte")} d’autres personnes`,
    },
    notReached: "Ce qui n’a pas pu être atteint",
    left: (count) => `Le nom dans ${frSome(count, "texte")} d’autres personnes\u00a0: personne ne l’a confirmé`,
    refused: (count) =>
      `${frSome(count, "message ou fichier", "messages ou fichiers")} que Slack n’a pas laissé supprimer`,
    backups: (on, isNoted) =>
      isNoted
        ? `Les sauvegardes d’avant le ${on}\u00a0: si l’une est restaurée, l’effacement est refait`
        : `Les sauvegardes d’avant le ${on}\u00a0: si l’une est restaurée, la personne y figure à nouveau, les effacements n’étant notés nulle part à côté de la base (ERASURES_FILE)`,
    copies: (names, more) =>
      `À côté de la base de données, à supprimer\u00a0: ${names}${more > 0 ? ` et ${more} ${more === 1 ? "autre" : "autres"}` : ""}`,
    bytes: {
      file: "Les restes de pages supprimées dans le fichier de la base et son journal, jusqu’à ce que l’exploitant lance drumbeat vacuum",
      server:
        "Ce que PostgreSQL garde d’anciennes versions de lignes dans ses fichiers jusqu’à ce que l’exploitant lance drumbeat vacuum, et, selon leurs propres délais, dans son journal de transactions, ses archives et ses réplicas",
    },
    typed:
      "Ce que la personne a écrit elle-même dans Slack\u00a0: aucune application ne peut le supprimer\u00a0; elle-même ou un administrateur de Slack le peut",
    slack:
      "Ce que Slack conserve de lui-même\u00a0: ses exports, sa durée de conservation, ses journaux, et les fichiers téléchargés",
    active:
      "Son compte Slack était actif\u00a0: Drumbeat connaîtra à nouveau cette personne, sous son nom mais sans historique, dès que Slack la mentionnera. Si un administrateur de Slack désactive d’abord le compte et qu’un autre effacement est demandé, elle ne revient plus",
    further: "Les noms ont été cherchés par leur graphie et confirmés par une personne. Rien de plus n’est promis.",
  },
};

export const erasureTexts: Record<Language, ErasureTexts> = { en, fr };
