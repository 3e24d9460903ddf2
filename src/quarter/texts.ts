/** The words of what committees and sponsors say after a quarter. */
import type { Recommendation } from "../cadences/questions/questions.ts";
import { ofName, plural, withFullStop } from "../platform/texts/language.ts";

const en = {
  choice: { continue: "Continue", change: "Change", pause: "Pause", stop: "Stop" } satisfies Record<
    Recommendation,
    string
  >,
  pauseUntil: (day: string) => `Pause until ${day}`,
  question: {
    continue: (quarter: string) => `Continue as it is? (${quarter})`,
    change: (quarter: string) => `Change the program? (${quarter})`,
    pause: (quarter: string) => `Pause the program? (${quarter})`,
    stop: (quarter: string) => `Stop the program? (${quarter})`,
  } satisfies Record<Recommendation, (quarter: string) => string>,
  review: {
    title: (quarter: string, body: string) => `*${quarter} · ${body}*`,
    wentOn: "Not confirmed, so it went on: the next quarter is asked about.",
    continues: (programs: string) => `Recommended to continue: ${programs}`,
    silent: (programs: string) => `Nobody answered, so it continues: ${programs}`,
    nothing: "There is nothing to confirm here any more.",
    votes: "Each has a vote of its own:",
    decisions: "Yours to decide, each in a message of its own:",
    undecided: "Not decided yet, so each continues for now:",
    vote: (program: string, choice: string, reason: string) =>
      `• *${program}* · ${choice}${reason === "" ? "" : `: ${reason}`}`,
    confirmed: (programs: string, by: string, code: string) => `✓ ${programs}: confirmed by ${by}, ${code}`,
    decided: (program: string, choice: string) => `✓ *${program}* · decided: ${choice}`,
    tooLate: (decided: string) => `${decided}. Its last day would be before its first, so the program goes on.`,
    from: (decided: string, day: string) => `${decided}, from ${day}`,
    takenBack: (decided: string, by: string) => `${decided}. ${by} took it back.`,
    ownWords: "in other words, see the request",
    confirm: "Confirm all",
    discuss: "Discuss…",
    setDates: "Set dates…",
    why: "You get it because you are on the committee, or sponsor a program, that confirms what goes on after a quarter.",
  },
  discuss: {
    title: "Discuss",
    submit: "Put to a vote",
    close: "Cancel",
    label: "Which program?",
    hint: "It gets a vote of its own. Until that ends it continues.",
    done: (program: string) => `${program} gets a vote of its own.`,
  },
  decision: (quarter: string, programs: string) => `${quarter}: continue with ${programs}`,
  change: (quarter: string) => `Change the program as decided after ${quarter}`,
  effect: {
    pause: (program: string, from: string, until: string) => `*${program}* is paused from ${from} until ${until}.`,
    stop: (program: string, from: string) => `*${program}* stops on ${from}.`,
    by: (name: string, code: string) => `${name} decided it (${code}).`,
    byCommittee: (code: string) => `The steering committee decided it (${code}).`,
    reason: (reason: string) => `Reason given: ${reason}`,
    pauseMeans: "Check-ins rest until then. Requests go on, and tracks keep their dates.",
    stopMeans: "The program closes on that day; everything recorded is kept.",
    takenBack: (program: string, by: string, code: string) =>
      `*${program}*: ${by} took back what was decided (${code}).`,
    goesOn: "The program goes on without a break.",
    pausedAsBefore: (day: string) => `It is paused until ${day}, as decided before.`,
    stopsAsBefore: (day: string) => `It stops on ${day}, as decided before.`,
    leadFirst: "Your team reads it on that morning, or when you tell them.",
    tell: "Tell the team…",
    told: (count: number) =>
      count === 0
        ? "Nobody else is in the team."
        : `${count} ${plural("en", count, "person gets", "people get")} it now.`,
  },
  tell: { title: "Tell the team", submit: "Tell them now", close: "Cancel", reads: "They read:" },
  takeBack: {
    button: "Take it back…",
    title: "Take it back",
    submit: "Take it back",
    close: "Cancel",
    means: "Then what held before holds on. Whoever has read of it already is told.",
    done: (program: string) => `Taken back. For ${program} what held before holds on.`,
  },
};

const fr: typeof en = {
  choice: { continue: "Poursuivre", change: "Modifier", pause: "Mettre en pause", stop: "Arrêter" },
  pauseUntil: (day) => `Mettre en pause jusqu’au ${day}`,
  question: {
    continue: (quarter) => `Poursuivre tel quel\u00a0? (${quarter})`,
    change: (quarter) => `Modifier le programme\u00a0? (${quarter})`,
    pause: (quarter) => `Mettre le programme en pause\u00a0? (${quarter})`,
    stop: (quarter) => `Arrêter le programme\u00a0? (${quarter})`,
  },
  review: {
    title: (quarter, body) => `*${quarter} · ${body}*`,
    wentOn: "Sans confirmation, tout s’est poursuivi\u00a0: le trimestre suivant est en question.",
    continues: (programs) => `À poursuivre, selon les responsables\u00a0: ${programs}`,
    silent: (programs) => `Sans réponse, donc poursuivi\u00a0: ${programs}`,
    nothing: "Il n’y a plus rien à confirmer ici.",
    votes: "Font chacun l’objet d’un vote\u00a0:",
    decisions: "À vous de décider, chacun dans son propre message\u00a0:",
    undecided: "Pas encore décidé, chacun se poursuit d’ici là\u00a0:",
    vote: (program, choice, reason) => `• *${program}* · ${choice}${reason === "" ? "" : `\u00a0: ${reason}`}`,
    confirmed: (programs, by, code) => `✓ ${programs}\u00a0: confirmé par ${by}, ${code}`,
    decided: (program, choice) => `✓ *${program}* · décidé\u00a0: ${choice}`,
    tooLate: (decided) => `${decided}. La pause finirait avant de commencer\u00a0: le programme se poursuit.`,
    from: (decided, day) => `${decided}, à partir du ${day}`,
    takenBack: (decided, by) => `${decided}, puis annulé par ${by}`,
    ownWords: "en d’autres termes, voir la demande",
    confirm: "Tout confirmer",
    discuss: "En discuter…",
    setDates: "Fixer les dates…",
    why: "Vous recevez ce message parce que votre comité, ou votre rôle de sponsor, confirme ce qui se poursuit après un trimestre.",
  },
  discuss: {
    title: "En discuter",
    submit: "Mettre au vote",
    close: "Annuler",
    label: "Quel programme\u00a0?",
    hint: "Il fait l’objet d’un vote. D’ici là, il se poursuit.",
    done: (program) => `${program} fait l’objet d’un vote.`,
  },
  decision: (quarter, programs) => `${quarter}\u00a0: poursuivre ${programs}`,
  change: (quarter) => `Modifier le programme comme décidé après le ${quarter}`,
  effect: {
    pause: (program, from, until) =>
      withFullStop(`*${program}* est en pause à partir du ${from} et reprend le ${until}`),
    stop: (program, from) => withFullStop(`*${program}* s’arrête le ${from}`),
    by: (name, code) => `Décision ${ofName(name)} (${code}).`,
    byCommittee: (code) => `Décision du comité de pilotage (${code}).`,
    reason: (reason) => `Raison donnée\u00a0: ${reason}`,
    pauseMeans:
      "D’ici là, les points d’étape ne sont plus demandés. Les demandes suivent leur cours et les plans de travail gardent leurs dates.",
    stopMeans: "Le programme est clos ce jour-là\u00a0; ce qui a été enregistré est conservé.",
    takenBack: (program, by, code) => `*${program}*\u00a0: décision annulée par ${by} (${code}).`,
    goesOn: "Le programme se poursuit sans interruption.",
    pausedAsBefore: (day) => `Il reste en pause jusqu’au ${day}, comme décidé auparavant.`,
    stopsAsBefore: (day) => `Il s’arrête le ${day}, comme décidé auparavant.`,
    leadFirst: "Votre équipe l’apprend ce matin-là, ou lorsque vous la prévenez.",
    tell: "Prévenir l’équipe…",
    told: (count) =>
      count === 0
        ? "Il n’y a personne d’autre dans l’équipe."
        : `${count} ${plural("fr", count, "personne est prévenue", "personnes sont prévenues")} maintenant.`,
  },
  tell: { title: "Prévenir l’équipe", submit: "Prévenir maintenant", close: "Annuler", reads: "Elle lira\u00a0:" },
  takeBack: {
    button: "Annuler la décision…",
    title: "Annuler la décision",
    submit: "Annuler la décision",
    close: "Fermer",
    means: "Ce qui valait auparavant vaut de nouveau. Les personnes déjà prévenues en sont informées.",
    done: (program) => `Décision annulée. Pour ${program}, ce qui valait auparavant vaut de nouveau.`,
  },
};

export const quarterTexts = { en, fr };
