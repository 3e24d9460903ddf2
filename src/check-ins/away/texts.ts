import { frenchOf } from "../../platform/texts/language.ts";

const en = {
  form: {
    title: "I’m away",
    changeTitle: "Change absence",
    submit: "Save",
    close: "Cancel",
    known: "Absences already entered",
    who: "Who is away?",
    whoHint: "You, or somebody of the programs that you lead.",
    from: "First day away",
    until: "Last day away",
    hint: "You are not asked until then, and not counted as missing.",
    delegate: "Who answers meanwhile?",
    delegateHint:
      "Gets what would be asked, and answers in the other’s name, marked so. Left empty: the delegate of the seat in the program, if there is one.",
    line: (name: string, from: string, until: string) => `${name}: ${from} – ${until}`,
    delegateIs: (name: string) => `${name} answers meanwhile`,
    fromStatus: "from the status in Slack",
    enteredFor: "entered for them",
    change: "Change…",
    end: "Back today",
    cancel: "Take back",
    ended: (name: string) => `${name} is asked again from now on.`,
  },
  asked: {
    fallback: (cadence: string, program: string, name: string, due: string) =>
      `${cadence} for ${program}, for ${name}, ${due}.`,
    awayUntil: (name: string, until: string) =>
      `For *${name}* (away until ${until}). Your answer stands as “${name}, by you”.`,
    away: (name: string) => `For *${name}*, who is away. Your answer stands as “${name}, by you”.`,
    noLonger: (name: string) => `This is no longer asked of you: ${name} answers themselves, or it has closed.`,
    bySelf: (name: string) => `✓ ${name} has answered.`,
    byYou: (name: string, at: string) => `✓ You answered for ${name}, ${at}`,
    forName: (program: string, name: string) => `${program} · for ${name}`,
    why: (name: string) => `${name} is away and has named you to answer meanwhile.`,
  },
  by: (name: string, delegate: string) => `${name}, by ${delegate}`,
  uncovered: (round: string, count: number, names: string) =>
    count === 1
      ? `${round}: ${names} is away, and so is their delegate. Nobody answers for them.`
      : `${round}: ${names} are away, and so are their delegates. Nobody answers for them.`,
  stop: {
    option: "Stop asking me this…",
    title: "Stop asking me",
    submit: "Stop asking me",
    close: "Cancel",
    what: (cadence: string, program: string) =>
      `You will no longer be asked for *${cadence}* in *${program}*. Those who lead the program see how many have opted out, never who. You can take it back here or in \`/drumbeat preferences\`.`,
    requiredTitle: "This one is required",
    required: (cadence: string, program: string) =>
      `*${cadence}* in *${program}* is required, so nobody opts out of it. If you cannot answer for a while, say from when to when, and who answers meanwhile.`,
    away: "I’m away, or somebody answers for me…",
    done: "You are no longer asked this.",
    again: "Ask me again",
    asked: "You are asked this again.",
  },
};

const fr: typeof en = {
  form: {
    title: "Absence",
    changeTitle: "Modifier l’absence",
    submit: "Enregistrer",
    close: "Annuler",
    known: "Absences déjà signalées",
    who: "Qui est absent\u00a0?",
    whoHint: "Vous, ou une personne des programmes que vous conduisez.",
    from: "Premier jour d’absence",
    until: "Dernier jour d’absence",
    hint: "D’ici là, rien ne vous est demandé, et rien ne vous est compté comme manquant.",
    delegate: "Qui répond entre-temps\u00a0?",
    delegateHint:
      "Reçoit ce qui serait demandé et répond au nom de la personne absente, avec mention. Laissé vide\u00a0: le délégataire du siège dans le programme, s’il y en a un.",
    line: (name, from, until) => `${name}\u00a0: du ${from} au ${until}`,
    delegateIs: (name) => `${name} répond entre-temps`,
    fromStatus: "d’après le statut Slack",
    enteredFor: "signalée par quelqu’un d’autre",
    change: "Modifier…",
    end: "De retour aujourd’hui",
    cancel: "Retirer",
    ended: (name) => `${name} est de nouveau sollicité dès maintenant.`,
  },
  asked: {
    fallback: (cadence, program, name, due) => `${cadence} ${frenchOf(program)}, pour ${name}, ${due}.`,
    awayUntil: (name, until) =>
      `Pour *${name}* (absence jusqu’au ${until}). Votre réponse figurera ainsi\u00a0: « ${name}, par vous ».`,
    away: (name) => `Pour *${name}*, en absence. Votre réponse figurera ainsi\u00a0: « ${name}, par vous ».`,
    noLonger: (name) => `Ceci ne vous est plus demandé\u00a0: ${name} répond directement, ou le point est fermé.`,
    bySelf: (name) => `✓ ${name} a répondu.`,
    byYou: (name, at) => `✓ Vous avez répondu pour ${name}, ${at}`,
    forName: (program, name) => `${program} · pour ${name}`,
    why: (name) => `${name} est en absence et vous a désigné pour répondre entre-temps.`,
  },
  by: (name, delegate) => `${name}, par ${delegate}`,
  uncovered: (round, count, names) =>
    count === 1
      ? `${round}\u00a0: ${names} est en absence, son délégataire aussi. Personne ne répond à sa place.`
      : `${round}\u00a0: ${names} sont en absence, leurs délégataires aussi. Personne ne répond à leur place.`,
  stop: {
    option: "Ne plus me le demander…",
    title: "Ne plus me le demander",
    submit: "Ne plus demander",
    close: "Annuler",
    what: (cadence, program) =>
      `*${cadence}* de *${program}* ne vous sera plus demandé. Les responsables du programme voient combien de personnes se sont retirées, jamais lesquelles. Vous pouvez revenir sur ce choix ici ou dans \`/drumbeat preferences\`.`,
    requiredTitle: "Point obligatoire",
    required: (cadence, program) =>
      `*${cadence}* de *${program}* est obligatoire\u00a0: personne ne peut s’en retirer. Si vous ne pouvez pas répondre pendant un temps, indiquez les dates et qui répond à votre place.`,
    away: "Signaler une absence, désigner quelqu’un…",
    done: "Ceci ne vous est plus demandé.",
    again: "Me le demander à nouveau",
    asked: "Ceci vous est de nouveau demandé.",
  },
};

export const awayTexts = { en, fr };
