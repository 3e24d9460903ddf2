const COUNTS = {
  en: ["", "One sentence is ready.", "Two sentences are ready.", "Three sentences are ready."],
  fr: ["", "Une phrase est prête.", "Deux phrases sont prêtes.", "Trois phrases sont prêtes."],
} as const;

const YOURS = {
  en: ["", "your sentence", "your two sentences", "your three sentences"],
  fr: ["", "votre phrase", "vos deux phrases", "vos trois phrases"],
} as const;

const en = {
  when: (date: string, time: string) => `${date}, ${time}`,
  there: (there: string, here: string) => `${there} there, ${here} where you are`,
  minutes: (minutes: number) => (minutes === 1 ? "1 minute" : `${minutes} minutes`),
  because: (what: string, why: string) => `${what}: ${why}`,
  ready: (count: number): string => COUNTS.en[count] ?? "",
  dayOff: "It is not a working day of yours.",
  accept: "I’ll do it",
  decline: "Not this time",
  send: "Send someone…",
  accepted: {
    speaks: (place: string, when: string) => `✓ You speak in ${place} on ${when}.`,
    does: (title: string, when: string) => `✓ Yours: ${title}, on ${when}.`,
    knows: (names: string) => `${names} knows.`,
    know: (names: string) => `${names} know.`,
    calendar: "Add to calendar",
    sentences: "See the sentences",
    cannot: "I can’t any more…",
  },
  declined: {
    noted: "Noted.",
    knows: (names: string) => `${names} knows, without a reason.`,
    know: (names: string) => `${names} know, without a reason.`,
    rest: (date: string) => `No such request before ${date}.`,
  },
  gone: {
    other: (title: string, name: string) => `${title}: ${name} is asked instead.`,
    happened: (title: string, when: string) => `${title} was on ${when}.`,
    over: (title: string, when: string) => `${title} was planned for ${when}.`,
    closed: (title: string) => `${title}: not needed any more.`,
    draft: (title: string) => `${title}: still being prepared.`,
  },
  reminder: {
    tomorrow: "Tomorrow",
    today: "Today",
    line: (parts: string, sentences: string) => (sentences === "" ? `${parts}.` : `${parts}: ${sentences}.`),
    yours: (count: number): string => YOURS.en[count] ?? "",
    why: (program: string) =>
      `You have said that you will do this for ${program}: on the working day before come time, place and sentences.`,
  },
  told: {
    accepted: (name: string, what: string) => `${name} will do it: ${what}.`,
    declined: (name: string, what: string) => `${name}, not this time: ${what}. Ask somebody else, or for another day.`,
    sent: (name: string, other: string, what: string) => `${name} sends ${other}, who is asked now: ${what}.`,
    rests: (name: string, what: string, date: string) =>
      `Not put to ${name}: ${what}. Nobody is asked more than once in two weeks, ${name} not before ${date}. Ask somebody else, or for another day.`,
    proposed: (who: string, name: string, what: string) => `${who} proposes to ask ${name}: ${what}.`,
    open: "Open",
    put: "Put it to them",
    why: (program: string) =>
      `You lead ${program}, or stand in for whoever does, and somebody was asked to appear for it.`,
  },
  tick: {
    line: (name: string, what: string) => `${name}: ${what}. Did it happen?`,
    happened: "It happened",
    didNot: "It did not",
    outcome: { happened: "it happened", "did-not-happen": "it did not happen" },
    done: (what: string, outcome: string) => `✓ ${what}: ${outcome}.`,
    why: (program: string) => `You lead ${program}, or stand in for whoever does: whether it happened is yours to say.`,
  },
  why: (who: string, program: string) =>
    `${who} asks you for ${program}. One such request comes every second week at most, and you need no reason to decline.`,
  sendForm: {
    title: "Send someone",
    submit: "Ask them",
    close: "Cancel",
    who: "Who goes instead?",
    hint: "They are asked with the same words, and may decline.",
    required: "Choose whom to send.",
    done: (name: string) => `${name} is asked instead.`,
  },
  cannotForm: {
    title: "I can’t any more",
    submit: "Say so",
    close: "Cancel",
    who: "Does somebody go instead?",
    hint: "Leave it empty if nobody does. No reason is needed; whoever leads is told.",
  },
  calendar: {
    title: "Add to calendar",
    close: "Close",
    google: "Google Calendar",
    outlook: "Outlook",
    file: "A file for any other",
    fileName: "appearance",
    coming: "The file comes in the thread of the message in a moment.",
    comment: "For your calendar.",
    why: "You asked for it.",
  },
  keeper: {
    button: "Give date and place…",
    title: "Date and place",
    submit: "Give",
    close: "Cancel",
    who: "Who keeps your calendar?",
    hint: "They get this line and a file for the calendar, and read it when it changes. Nothing else.",
    required: "Choose who keeps your calendar.",
    done: (name: string) => `${name} gets date and place in their next message.`,
    line: (name: string, what: string) => `For the calendar of ${name}: ${what}.`,
    off: (name: string, date: string) => `For the calendar of ${name}: what was to be on ${date} is off.`,
    busy: (name: string) => `${name}: busy`,
    fileName: "date",
    comment: (name: string) => `For the calendar of ${name}.`,
    why: (name: string) => `${name} has said that you keep their calendar. Date and place are all that you get of it.`,
  },
  sentences: { title: "The sentences", close: "Close", none: "No sentences were written for it." },
  proposed: {
    line: (program: string, reason: string) => `${program}: ${reason}`,
    ask: "Ask for it…",
    note: (kind: string, reason: string) => `Proposed: ${kind}. ${reason} Change it, or ask for something else.`,
    speakTo: (name: string) => `Speak to ${name}`,
    because: {
      somebody: "Somebody",
      promise: (code: string, due: string) => `${code} was due on ${due} and is not done.`,
      unasked: {
        decides: (name: string, since: string) =>
          `${name} decides, has been in My people since ${since}, and has not been asked.`,
        "must-agree": (name: string, since: string) =>
          `${name} must agree, has been in My people since ${since}, and has not been asked.`,
      },
      unseen: (since: string) => `The team has had no appearance, thanks or decision from a sponsor since ${since}.`,
      neverSeen: (since: string) =>
        `The team has had no appearance, thanks or decision from a sponsor since the program began on ${since}.`,
    },
  },
  notWorking: (name: string, date: string) => `${date} is not a working day for ${name}.`,
  toConfirm: (code: string) => `${code} is a draft: whoever leads the program puts it to them.`,
};

const fr: typeof en = {
  when: (date, time) => `${date} à\u00a0${time}`,
  there: (there, here) => `${there} sur place, ${here} chez vous`,
  minutes: (minutes) => (minutes === 1 ? "1\u00a0minute" : `${minutes}\u00a0minutes`),
  because: (what, why) => `${what}\u00a0: ${why}`,
  ready: (count) => COUNTS.fr[count] ?? "",
  dayOff: "Ce n’est pas un jour ouvré pour vous.",
  accept: "Je m’en charge",
  decline: "Pas cette fois",
  send: "Proposer quelqu’un…",
  accepted: {
    speaks: (place, when) => `✓ Vous intervenez à ${place} le ${when}.`,
    does: (title, when) => `✓ Vous vous en chargez\u00a0: ${title}, le ${when}.`,
    knows: (names) => `${names} en a connaissance.`,
    know: (names) => `${names} en ont connaissance.`,
    calendar: "Mettre à l’agenda",
    sentences: "Voir les phrases",
    cannot: "Je ne peux plus…",
  },
  declined: {
    noted: "C’est noté.",
    knows: (names) => `${names} en a connaissance, sans motif.`,
    know: (names) => `${names} en ont connaissance, sans motif.`,
    rest: (date) => `Aucune demande de ce type avant le ${date}.`,
  },
  gone: {
    other: (title, name) => `${title}\u00a0: la demande est passée à ${name}.`,
    happened: (title, when) => `${title} a eu lieu le ${when}.`,
    over: (title, when) => `${title}\u00a0: la date du ${when} est passée.`,
    closed: (title) => `${title}\u00a0: plus nécessaire.`,
    draft: (title) => `${title}\u00a0: encore en préparation.`,
  },
  reminder: {
    tomorrow: "Demain",
    today: "Aujourd’hui",
    line: (parts, sentences) => (sentences === "" ? `${parts}.` : `${parts}\u00a0: ${sentences}.`),
    yours: (count) => YOURS.fr[count] ?? "",
    why: (program) =>
      `Vous vous en chargez pour ${program}\u00a0: le jour ouvré précédent arrivent l’heure, le lieu et les phrases.`,
  },
  told: {
    accepted: (name, what) => `${name} s’en charge\u00a0: ${what}.`,
    declined: (name, what) =>
      `${name}, pas cette fois\u00a0: ${what}. Demandez à quelqu’un d’autre, ou pour un autre jour.`,
    sent: (name, other, what) => `${name} propose ${other}, à qui la demande est passée\u00a0: ${what}.`,
    rests: (name, what, date) =>
      `Pas encore demandé à ${name}\u00a0: ${what}. Une demande par personne toutes les deux semaines au plus, à ${name} pas avant le ${date}. Demandez à quelqu’un d’autre, ou pour un autre jour.`,
    proposed: (who, name, what) => `${who} suggère de demander à ${name}\u00a0: ${what}.`,
    open: "Ouvrir",
    put: "Faire la demande",
    why: (program) =>
      `Vous dirigez ${program}, ou remplacez la personne qui le fait, et une intervention a été demandée pour ce programme.`,
  },
  tick: {
    line: (name, what) => `${name}\u00a0: ${what}. A-t-elle eu lieu\u00a0?`,
    happened: "Elle a eu lieu",
    didNot: "Elle n’a pas eu lieu",
    outcome: { happened: "l’intervention a eu lieu", "did-not-happen": "l’intervention n’a pas eu lieu" },
    done: (what, outcome) => `✓ ${what}\u00a0: ${outcome}.`,
    why: (program) =>
      `Vous dirigez ${program}, ou remplacez la personne qui le fait\u00a0: à vous de dire ce qu’il en a été.`,
  },
  why: (who, program) =>
    `${who} vous le demande pour ${program}. Une demande de ce type arrive toutes les deux semaines au plus, et se décline sans motif.`,
  sendForm: {
    title: "Proposer quelqu’un",
    submit: "Demander",
    close: "Annuler",
    who: "Qui intervient à votre place\u00a0?",
    hint: "La demande lui parvient dans les mêmes termes\u00a0; décliner reste possible.",
    required: "Choisissez une personne.",
    done: (name) => `La demande est passée à ${name}.`,
  },
  cannotForm: {
    title: "Je ne peux plus",
    submit: "Le dire",
    close: "Annuler",
    who: "Quelqu’un intervient-il à votre place\u00a0?",
    hint: "Laissez vide si personne. Aucun motif n’est nécessaire\u00a0; le responsable du programme en est informé.",
  },
  calendar: {
    title: "Mettre à l’agenda",
    close: "Fermer",
    google: "Google Agenda",
    outlook: "Outlook",
    file: "Un fichier pour tout autre",
    fileName: "intervention",
    coming: "Le fichier arrive dans un instant, dans le fil du message.",
    comment: "Pour votre agenda.",
    why: "Vous l’avez demandé.",
  },
  keeper: {
    button: "Donner date et lieu…",
    title: "Date et lieu",
    submit: "Donner",
    close: "Annuler",
    who: "Qui tient votre agenda\u00a0?",
    hint: "Cette personne reçoit cette ligne et un fichier pour l’agenda, et lit ce qui y change. Rien d’autre.",
    required: "Choisissez qui tient votre agenda.",
    done: (name) => `${name} reçoit date et lieu dans son prochain message.`,
    line: (name, what) => `Pour l’agenda de ${name}\u00a0: ${what}.`,
    off: (name, date) => `Pour l’agenda de ${name}\u00a0: ce qui était prévu le ${date} n’a plus lieu.`,
    busy: (name) => `${name}\u00a0: indisponible`,
    fileName: "date",
    comment: (name) => `Pour l’agenda de ${name}.`,
    why: (name) => `${name} a indiqué que vous tenez son agenda. La date et le lieu sont tout ce que vous en recevez.`,
  },
  sentences: { title: "Les phrases", close: "Fermer", none: "Aucune phrase n’a été rédigée." },
  proposed: {
    line: (program, reason) => `${program}\u00a0: ${reason}`,
    ask: "En faire la demande…",
    note: (kind, reason) => `Proposition\u00a0: ${kind}. ${reason} Modifiez-la, ou demandez autre chose.`,
    speakTo: (name) => `Parler à ${name}`,
    because: {
      somebody: "Une personne",
      promise: (code, due) => `${code} devait être fait pour le ${due} et ne l’est pas.`,
      unasked: {
        decides: (name, since) =>
          `${name} décide et figure dans «\u00a0Mes interlocuteurs\u00a0» depuis le ${since}, sans avoir encore reçu de demande.`,
        "must-agree": (name, since) =>
          `${name} doit donner son accord et figure dans «\u00a0Mes interlocuteurs\u00a0» depuis le ${since}, sans avoir encore reçu de demande.`,
      },
      unseen: (since) =>
        `L’équipe n’a reçu ni intervention, ni remerciement, ni décision d’un sponsor depuis le ${since}.`,
      neverSeen: (since) =>
        `L’équipe n’a reçu ni intervention, ni remerciement, ni décision d’un sponsor depuis le début du programme, le ${since}.`,
    },
  },
  notWorking: (name, date) => `Le ${date} n’est pas un jour ouvré pour ${name}.`,
  toConfirm: (code) => `${code} est un brouillon\u00a0: le responsable du programme en fait la demande.`,
};

export const appearanceTexts = { en, fr };
