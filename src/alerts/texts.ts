import { enOrdinal, frOrdinal, plural } from "../platform/texts/language.ts";

type Every = "day" | "week" | "month" | "quarter" | "year";

const en = {
  check: {
    fallback: (program: string) => `Is ${program}’s status still right?`,
    line: (program: string, count: number) =>
      `*${program}* · ${count} ${plural("en", count, "fact contradicts", "facts contradict")} your status`,
    intro: (colour: string) =>
      `You set “${colour}”, but these facts don’t seem to fit. Only you can see this, ahead of the next digest.`,
    introRed:
      "You set “Off track” – thanks for flagging it. One question before the next digest; only you can see this.",
    ofDates: {
      fallback: (program: string) => `${program}: a date keeps moving. Is it still right?`,
      line: (program: string) => `*${program}* · a date keeps moving. Is it still right?`,
      intro: "Where a date leads if it keeps moving like this. Only you can see this, ahead of the next digest.",
      change: "Change the date",
      note: "This is arithmetic on the dates given so far. If you don’t change the date, the digest shows this beside it.",
      why: (program: string) =>
        `You set ${program}’s status, and one of its dates keeps moving. You see where that leads before anyone else.`,
    },
    change: "Change the status",
    stays: "Keep it, because…",
    open: "Review",
    note: "No one else changes your status. If you don’t reply, the digest adds a short note with these facts.",
    changed: "✓ Status changed.",
    overtaken: "✓ You’ve set a newer status since.",
    kept: (reason: string) => `✓ Status kept: ${reason}`,
    why: (program: string) =>
      `You set ${program}’s status, and some facts don’t match it. You see them before anyone else.`,
  },
  home: {
    title: "Is your status still right?",
    more: (count: number) => `and ${count} more ${plural("en", count, "program", "programs")} to review`,
    moreFacts: (count: number) => `and ${count} more ${plural("en", count, "fact", "facts")}`,
  },
  staysForm: {
    title: "Keep the status",
    submit: "Save",
    close: "Cancel",
    reason: "Why keep it?",
    hint: "Shown to anyone who asks why this status was set.",
    required: "Add a line: why keep it?",
  },
  flash: {
    fallback: (program: string) => `Flash report: ${program} is still off track.`,
    title: (program: string) => `Flash report · ${program}`,
    line: (program: string, since: string) => `*Flash report* · ${program} is off track ${since}`,
    lineSince: (program: string, since: string) => `*Flash report* · ${program} has been off track ${since}`,
    since: (count: number, every: Every) => `for the ${enOrdinal(count)} ${every} in a row`,
    head: (since: string) => `Off track ${since}.`,
    noReason: "No reason given.",
    asks: "Waiting for a decision",
    blockers: "Blocked",
    item: (code: string, title: string) => `${code} ${title}`,
    neededBy: (due: string) => `needed by ${due}`,
    overdue: (due: string) => `was needed by ${due}, overdue`,
    decides: {
      reader: "your decision",
      committee: "the committee is voting",
      unnamed: "no one is assigned to decide",
    },
    decider: (name: string) => `${name} decides`,
    somebodyElse: "someone else",
    more: (count: number) => `and ${count} more`,
    talkTo: "Talk to the lead.",
    by: (name: string, at: string) => `— ${name}, ${at}`,
    why: (program: string) => `You sponsor ${program}, which has been off track for several periods.`,
  },
};

const fr: typeof en = {
  check: {
    fallback: (program) => `Le statut du programme «\u00a0${program}\u00a0» est-il toujours d’actualité\u00a0?`,
    line: (program, count) =>
      `*${program}* · ${count} ${plural("fr", count, "fait contredit", "faits contredisent")} votre statut`,
    intro: (colour) =>
      `Vous avez répondu «\u00a0${colour}\u00a0». Avant l’envoi de la prochaine synthèse, ces faits semblent le contredire. Ce message n’est visible que de vous.`,
    introRed:
      "Vous avez répondu «\u00a0Hors trajectoire\u00a0»\u00a0: merci de l’avoir signalé. Une question avant la prochaine synthèse\u00a0; ce message n’est visible que de vous.",
    ofDates: {
      fallback: (program) => `${program}\u00a0: une date se décale. Est-elle toujours d’actualité\u00a0?`,
      line: (program) => `*${program}* · une date se décale. Est-elle toujours d’actualité\u00a0?`,
      intro:
        "Voici où mène une date qui continue de se décaler ainsi. Ce message n’est visible que de vous, avant la prochaine synthèse.",
      change: "Changer la date",
      note: "C’est un simple calcul à partir des dates données. Sans nouvelle date de votre part, la synthèse l’indique à côté.",
      why: (program) =>
        `Vous avez donné le statut du programme «\u00a0${program}\u00a0», et l’une de ses dates se décale. Vous êtes la première personne à voir ce calcul.`,
    },
    change: "Changer le statut",
    stays: "Maintenir le statut…",
    open: "Examiner",
    note: "Votre statut n’est jamais modifié à votre place. Sans réponse de votre part, la synthèse signale brièvement ces faits.",
    changed: "✓ Statut modifié.",
    overtaken: "✓ Vous avez donné un statut plus récent depuis.",
    kept: (reason) => `✓ Statut maintenu\u00a0: ${reason}`,
    why: (program) =>
      `Vous avez donné le statut du programme «\u00a0${program}\u00a0», et des faits le contredisent. Vous êtes la première personne à les voir.`,
  },
  home: {
    title: "Votre statut est-il toujours d’actualité\u00a0?",
    more: (count) => `et ${count} ${plural("fr", count, "autre programme", "autres programmes")} à revoir`,
    moreFacts: (count) => `et ${count} ${plural("fr", count, "autre fait", "autres faits")}`,
  },
  staysForm: {
    title: "Maintenir le statut",
    submit: "Enregistrer",
    close: "Annuler",
    reason: "Pourquoi maintenir ce statut\u00a0?",
    hint: "Visible à côté du statut, pour toute personne qui en demande l’explication.",
    required: "Dites en une ligne pourquoi le statut est maintenu.",
  },
  flash: {
    fallback: (program) => `Rapport d’alerte\u00a0: ${program} reste hors trajectoire.`,
    title: (program) => `Rapport d’alerte · ${program}`,
    line: (program, since) => `*Rapport d’alerte* · ${program} est hors trajectoire ${since}`,
    lineSince: (program, since) => `*Rapport d’alerte* · ${program} est hors trajectoire ${since}`,
    since: (count, every) => {
      const name = { day: "jour", week: "semaine", month: "mois", quarter: "trimestre", year: "année" }[every];
      const the = every === "week" || every === "year" ? "la" : "le";
      return `pour ${the} ${frOrdinal(count, the)}\u00a0${name} de suite`;
    },
    head: (since) => `Hors trajectoire ${since}.`,
    noReason: "Aucun motif n’a été donné.",
    asks: "En attente d’une décision",
    blockers: "Bloqué",
    item: (code, title) => `${code} ${title}`,
    neededBy: (due) => `échéance\u00a0: ${due}`,
    overdue: (due) => `échéance dépassée\u00a0: ${due}`,
    decides: {
      reader: "décision à prendre par vous",
      committee: "le comité vote",
      unnamed: "sans décideur désigné pour l’instant",
    },
    decider: (name) => `décision confiée à ${name}`,
    somebodyElse: "une autre personne",
    more: (count) => `et ${count} de plus`,
    talkTo: "Parlez-en aux responsables du programme.",
    by: (name, at) => `— ${name}, le ${at}`,
    why: (program) =>
      `Vous êtes sponsor du programme «\u00a0${program}\u00a0», hors trajectoire depuis plusieurs périodes.`,
  },
};

export const alertTexts = { en, fr };
