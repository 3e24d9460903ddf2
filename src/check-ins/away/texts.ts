const en = {
  form: {
    title: "I’m away",
    changeTitle: "Change absence",
    submit: "Save",
    close: "Cancel",
    absences: "Absences already entered",
    who: "Who is away?",
    whoHint: "You, or someone in a program you lead.",
    from: "First day away",
    until: "Last day away",
    hint: "No check-ins until then, and nothing counts as missing.",
    delegate: "Who’s covering?",
    delegateHint:
      "Gets these check-ins meanwhile and answers them, marked as such, and what needs an answer by a deadline.",
    line: (name: string, from: string, until: string) => `${name}: ${from} – ${until}`,
    delegateIs: (name: string) => `${name} is covering`,
    fromStatus: "from Slack status",
    enteredFor: "added by someone else",
    change: "Change…",
    end: "Back today",
    cancel: "Cancel absence",
    ended: (name: string) => `${name} gets check-ins again from now on.`,
    /** `name`: of whoever is away; null: the reader. */
    entered: (name: string | null, until: string) =>
      `Saved. ${name === null ? "You’re" : `${name} is`} away until ${until}: nothing is asked meanwhile, and what is open is excused.`,
  },
  receipt: {
    away: (from: string, until: string, cover: string | null) =>
      `✓ You’re away from ${from} to ${until}.${cover === null ? "" : ` ${cover} is covering.`} Nothing is asked of you meanwhile.`,
    takenBack: "✓ This absence has been taken back.",
  },
  asked: {
    fallback: (cadence: string, program: string, name: string, due: string) =>
      `${cadence} for ${program}, covering for ${name}, ${due}.`,
    away: (name: string, as: string) => `Covering for *${name}*. Your answer will appear as “${as}”.`,
    noLonger: (name: string) => `No need to answer: ${name} is back, or the check-in has closed.`,
    paused: "No need to answer: the program is paused.",
    bySelf: (name: string) => `✓ ${name} has answered.`,
    byYou: (name: string, at: string) => `✓ You answered for ${name}, ${at}`,
    forName: (program: string, name: string) => `${program} · covering for ${name}`,
    why: (name: string) => `${name} is away, and you’re covering.`,
  },
  stop: {
    option: "Stop asking me this…",
    title: "Stop asking me",
    submit: "Stop asking me",
    close: "Cancel",
    what: (cadence: string, program: string) =>
      `You’ll stop getting *${cadence}* (*${program}*). Leads see how many people opted out, never who. Opt back in here or in \`/drumbeat preferences\`.`,
    requiredTitle: "This one is required",
    required: (cadence: string, program: string) =>
      `*${cadence}* (*${program}*) is required, so you can’t opt out. If you can’t answer for a while, enter the dates and who covers for you.`,
    away: "Add an absence or a cover…",
    done: "You’ve opted out of this check-in.",
    again: "Opt back in",
    asked: "You’re back on this check-in.",
  },
};

const fr: typeof en = {
  form: {
    title: "Absence",
    changeTitle: "Modifier l’absence",
    submit: "Enregistrer",
    close: "Annuler",
    absences: "Absences déjà signalées",
    who: "Personne absente",
    whoHint: "Vous, ou une personne des programmes que vous pilotez.",
    from: "Premier jour d’absence",
    until: "Dernier jour d’absence",
    hint: "D’ici là, aucun point d’étape n’est envoyé et aucune réponse n’est comptée comme manquante.",
    delegate: "Remplacement",
    delegateHint:
      "Reçoit les points d’étape et y répond à la place de la personne absente, ce qui est indiqué\u00a0; reçoit aussi ce qui attend une réponse à une date.",
    line: (name, from, until) => `${name}\u00a0: du ${from} au ${until}`,
    delegateIs: (name) => `remplacement\u00a0: ${name}`,
    fromStatus: "d’après le statut Slack",
    enteredFor: "signalée par une autre personne",
    change: "Modifier…",
    end: "De retour aujourd’hui",
    cancel: "Annuler l’absence",
    ended: (name) => `${name} reçoit de nouveau ses points d’étape dès maintenant.`,
    entered: (name, until) =>
      `Enregistré. ${name === null ? "Votre absence" : `L’absence de ${name}`} dure jusqu’au ${until}\u00a0: rien n’est demandé pendant ce temps, et ce qui était ouvert n’est plus attendu.`,
  },
  receipt: {
    away: (from, until, cover) =>
      `✓ Absence enregistrée du ${from} au ${until}.${cover === null ? "" : ` Remplacement\u00a0: ${cover}.`} Rien ne vous est demandé pendant ce temps.`,
    takenBack: "✓ Cette absence est annulée.",
  },
  asked: {
    fallback: (cadence, program, name, due) => `${cadence} · ${program}, pour ${name} (absence), ${due}.`,
    away: (name, as) => `Pour *${name}*, en absence. Votre réponse figurera ainsi\u00a0: «\u00a0${as}\u00a0».`,
    noLonger: (name) => `Vous n’avez plus rien à faire\u00a0: ${name} répond de nouveau, ou le point est fermé.`,
    paused: "Vous n’avez plus rien à faire\u00a0: le programme est en pause.",
    bySelf: (name) => `✓ ${name} a répondu.`,
    byYou: (name, at) => `✓ Vous avez répondu pour ${name}, ${at}`,
    forName: (program, name) => `${program} · pour ${name}`,
    why: (name) => `Vous remplacez ${name} pendant son absence.`,
  },
  stop: {
    option: "Me désinscrire…",
    title: "Désinscription",
    submit: "Me désinscrire",
    close: "Annuler",
    what: (cadence, program) =>
      `*${cadence}* (*${program}*) ne vous sera plus demandé. Les responsables du programme voient le nombre de désinscriptions, jamais les noms. Vous pouvez revenir sur ce choix ici ou dans \`/drumbeat préférences\`.`,
    requiredTitle: "Point obligatoire",
    required: (cadence, program) =>
      `*${cadence}* (*${program}*) est obligatoire\u00a0: pas de désinscription possible. Si vous ne pouvez pas répondre pendant un temps, indiquez les dates et qui vous remplace.`,
    away: "Signaler une absence, se faire remplacer…",
    done: "Vous ne recevrez plus ce point d’étape.",
    again: "Me réinscrire",
    asked: "Vous recevez de nouveau ce point d’étape.",
  },
};

export const awayTexts = { en, fr };
