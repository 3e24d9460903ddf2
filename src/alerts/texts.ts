import { enOrdinal, frenchOf, frOrdinal, plural } from "../platform/texts/language.ts";

type Every = "day" | "week" | "month" | "quarter" | "year";

const en = {
  check: {
    fallback: (program: string) => `Does the status of ${program} still hold?`,
    line: (program: string, count: number) =>
      `*${program}* · ${count} ${plural("en", count, "fact speaks", "facts speak")} against your status`,
    intro: (colour: string) =>
      `You gave “${colour}”. Before the next digest goes out, these facts do not seem to fit. Only you see this.`,
    introRed: "You gave “Off track”, which was right to say. One question before the next digest; only you see this.",
    ofDates: {
      fallback: (program: string) => `A date of ${program} keeps moving: is it still right?`,
      line: (program: string) => `*${program}* · a date keeps moving: is it still right?`,
      intro: "Before the next digest goes out: what the moves of a date come to. Only you see this.",
      change: "Change the date",
      note: "This is arithmetic on the dates that were given. Without another date from you, the digest says it beside the date.",
      why: (program: string) =>
        `You gave the status of ${program}, and one of its dates keeps moving. Where that leads is put to you before anybody else sees it.`,
    },
    change: "Change the colour",
    stays: "It stays, because…",
    open: "Look at it",
    note: "Nobody changes your colour. Without a word from you, the digest adds a short note with these facts.",
    changed: "✓ You have changed the colour.",
    overtaken: "✓ You have given a newer status since.",
    kept: (reason: string) => `✓ It stays: ${reason}`,
    why: (program: string) =>
      `You gave the status of ${program}, and a rule found facts that do not fit it. They are put to you before anybody else sees them.`,
  },
  home: {
    title: "Does what you said still hold?",
    more: (count: number) => `and ${count} more ${plural("en", count, "program", "programs")} to look at`,
    moreFacts: (count: number) => `and ${count} more ${plural("en", count, "fact", "facts")}`,
  },
  staysForm: {
    title: "It stays",
    submit: "Save",
    close: "Cancel",
    reason: "Why does it stay?",
    hint: "Shown with the status, to those who ask why it has this colour.",
    required: "Say in a line why it stays.",
  },
  flash: {
    fallback: (program: string) => `Flash report: ${program} stays off track.`,
    title: (program: string) => `Flash report · ${program}`,
    line: (program: string, since: string) => `*Flash report* · ${program} is off track ${since}`,
    lineSince: (program: string, since: string) => `*Flash report* · ${program} has been off track ${since}`,
    since: (count: number, every: Every) => `for the ${enOrdinal(count)} ${every} in a row`,
    head: (since: string) => `Off track ${since}.`,
    noReason: "No reason was given.",
    asks: "Waiting for a decision",
    blockers: "Blocked",
    item: (code: string, title: string) => `${code} ${title}`,
    neededBy: (due: string) => `needed by ${due}`,
    overdue: (due: string) => `was needed by ${due}: overdue`,
    decides: {
      reader: "for you to decide",
      committee: "the committee is voting",
      unnamed: "nobody has said who decides",
    },
    decider: (name: string) => `for ${name} to decide`,
    somebodyElse: "somebody else",
    more: (count: number) => `and ${count} more`,
    talkTo: "The lead is the one to talk to.",
    by: (name: string, at: string) => `— ${name}, ${at}`,
    why: (program: string) => `You sponsor ${program}, which has been off track for several periods.`,
  },
};

const fr: typeof en = {
  check: {
    fallback: (program) => `La météo ${frenchOf(program)} tient-elle toujours\u00a0?`,
    line: (program, count) =>
      `*${program}* · ${count} ${plural("fr", count, "fait contredit", "faits contredisent")} la météo que vous avez donnée`,
    intro: (colour) =>
      `Vous avez répondu «\u00a0${colour}\u00a0». Avant l’envoi de la prochaine synthèse, ces faits semblent dire autre chose. Ce message n’est visible que de vous.`,
    introRed:
      "Vous avez répondu «\u00a0Hors trajectoire\u00a0», et vous avez bien fait de le dire. Une question avant la prochaine synthèse\u00a0; ce message n’est visible que de vous.",
    ofDates: {
      fallback: (program) => `Une date ${frenchOf(program)} se décale\u00a0: tient-elle toujours\u00a0?`,
      line: (program) => `*${program}* · une date se décale\u00a0: tient-elle toujours\u00a0?`,
      intro:
        "Avant l’envoi de la prochaine synthèse\u00a0: ce que donnent les reports d’une date. Ce message n’est visible que de vous.",
      change: "Changer la date",
      note: "C’est un calcul à partir des dates données. Sans autre date de votre part, la synthèse l’indique à côté de la date.",
      why: (program) =>
        `Vous avez donné la météo ${frenchOf(program)}, et l’une de ses dates se décale. Le calcul vous est soumis avant que quiconque d’autre ne le voie.`,
    },
    change: "Changer la couleur",
    stays: "Elle reste, car…",
    open: "Regarder",
    note: "Personne ne change votre couleur. Sans réponse de votre part, la synthèse signale brièvement ces faits.",
    changed: "✓ Vous avez changé la couleur.",
    overtaken: "✓ Vous avez donné une météo plus récente depuis.",
    kept: (reason) => `✓ Elle reste\u00a0: ${reason}`,
    why: (program) =>
      `Vous avez donné la météo ${frenchOf(program)}, et une règle a relevé des faits qui ne vont pas avec. Ils vous sont soumis avant que quiconque d’autre ne les voie.`,
  },
  home: {
    title: "Ce que vous avez dit tient-il toujours\u00a0?",
    more: (count) => `et ${count} ${plural("fr", count, "autre programme", "autres programmes")} à revoir`,
    moreFacts: (count) => `et ${count} ${plural("fr", count, "autre fait", "autres faits")}`,
  },
  staysForm: {
    title: "Elle reste",
    submit: "Enregistrer",
    close: "Annuler",
    reason: "Pourquoi reste-t-elle\u00a0?",
    hint: "Visible à côté de la météo, pour qui demande d’où vient cette couleur.",
    required: "Dites en une ligne pourquoi elle reste.",
  },
  flash: {
    fallback: (program) => `Alerte\u00a0: ${program} reste hors trajectoire.`,
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
    neededBy: (due) => `pour le ${due}`,
    overdue: (due) => `échéance du ${due} dépassée`,
    decides: {
      reader: "la décision vous revient",
      committee: "le comité vote",
      unnamed: "personne n’a dit qui décide",
    },
    decider: (name) => `la décision revient à ${name}`,
    somebodyElse: "quelqu’un d’autre",
    more: (count) => `et ${count} de plus`,
    talkTo: "Le mieux est d’en parler au responsable.",
    by: (name, at) => `— ${name}, le ${at}`,
    why: (program) => `Vous sponsorisez ${program}, hors trajectoire depuis plusieurs périodes.`,
  },
};

export const alertTexts = { en, fr };
