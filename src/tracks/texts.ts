/** Of working roles, of tracks and their steps: screens, messages, forms and Home. */
import { ofName, plural, withFullStop } from "../platform/texts/language.ts";

const enDays = (count: number) => `${count} ${plural("en", count, "day", "days")}`;
const frDays = (count: number) => `${count} ${plural("fr", count, "jour", "jours")}`;

interface InformedOf {
  step: string;
  /** Of what it is a step. */
  title: string;
  by: string;
}

type RaciFacts = Record<"role" | "who" | "steps", string> & Record<"count" | "of", number>;

const en = {
  title: "Working roles",
  close: "Close",
  save: "Save",
  cancel: "Cancel",
  send: "Send",
  required: "This is needed.",
  help: "see who holds which working role",
  none: "No working roles yet. They say who does what: steps and tasks go to whoever holds the role.",
  noRights:
    "A working role gives tasks, and opens its tracks, this page and the program’s page. All other rights come from the seats of the program.",
  library: "Add the usual roles",
  add: "Add a role…",
  gaps: (nobody: number, one: number) => `Without a holder: ${nobody} · With one holder: ${one}`,
  nobody: "nobody yet",
  onlyOne: (name: string) => `${name} alone`,
  gives: (what: string) => `*Gives to* ${what}`,
  needs: (what: string) => `*Needs from* ${what}`,
  acts: { change: "Change…", end: "Remove" },
  form: {
    title: "Working role",
    name: "Role",
    answersFor: "Answers for",
    skills: "Skills of the role",
    tasks: "Standard tasks",
    tasksHint: "One per line.",
    firstTasks: "First tasks of whoever joins",
    gives: "Gives to other roles",
    givesHint: "One per line, such as “Developer: schemas”.",
    needs: "Needs from other roles",
    learning: "Where to learn it",
    learningHint: "One per line, such as “Get started: https://example.com”.",
    holders: "Who holds it",
  },
  ask: {
    open: "Ask for…",
    from: "Of which role",
    who: "Of whom",
    gives: "What this role gives",
    what: "What you need",
    whatHint: "Or choose above what the role gives.",
    by: "By when",
    byHint: "Left empty: in five working days.",
    inHand: (count: number, next: string) =>
      count === 0 ? "nothing in hand" : `${count} in hand${next && `, the next by ${next}`}`,
    away: (day: string) => `away until ${day}`,
    goesOn: (step: string) => `Who goes on with “${step}”`,
    begins: (step: string) => `Who begins with “${step}”`,
    severalHold: "Several hold this role. Whoever has least in hand comes first.",
    to: "For which role",
    name: (what: string) => `Hand-off: ${what}`,
    confirm: (what: string) => `Confirm: ${what}`,
    asked: (name: string, day: string) => withFullStop(`Asked of ${name}, by ${day}`),
    waits: ({ what, from, days }: { what: string; from: string; days: number }, roles: string, count: number) =>
      `${what}: ${roles} ${plural("en", count, "waits", "wait")} for ${from}, ${days === 0 ? "since today" : plural("en", days, "1 day", `${days} days`)}`,
  },
  raci: {
    title: "RACI",
    help: "see who does each step, who answers for it, who is consulted and informed",
    none: "No track runs here, and no work requests are taken. Once they are, this page follows from their steps and roles.",
    letters: "R does it · A answers for it · C is consulted before it · I is informed of it",
    csv: "Download CSV",
    name: "Name somebody…",
    nobody: "nobody yet",
    columns: ["Program", "Template", "Step", "R", "A", "C", "I"],
    unnamed: { requester: "Requester", newcomer: "Newcomer", leaver: "Person leaving" },
    problem: {
      unheld: ({ role, who, steps, count }: RaciFacts) =>
        `Nobody holds ${role}: ${steps} ${plural("en", count, "comes", "come")} to ${who}. Name somebody.`,
      shared: ({ role, who, steps }: RaciFacts) =>
        `Several people hold ${role}, which answers for ${steps}: one person answers for a step, now ${who}. Let one hold it.`,
      alone: ({ who, steps }: RaciFacts) =>
        `Nobody but ${who} answers for and does ${steps}: it waits until somebody is named to approve it. Name a deputy, or a second holder.`,
      consulted: ({ steps, count }: RaciFacts) =>
        `${count} roles are consulted on ${steps}: with more than three, everything waits. Inform some of them instead.`,
      most: ({ who, count, of }: RaciFacts) =>
        `${who} answers for ${count} of ${of} steps. Let other roles answer for some of them, in the template.`,
      idle: ({ role }: RaciFacts) => `${role} has no step here. Name it in a template, or remove the role.`,
    },
  },
  consulted: {
    asks: (step: string, title: string, by: string) =>
      withFullStop(`*Consulted*: ${step} of “${title}”${by && `. Object by ${by}`}`),
    objects: (name: string, step: string, title: string) => `*Objection* of ${name} to ${step} of “${title}”`,
    wentTo: (names: string) => `✓ Your words went to ${names}.`,
    why: "You are consulted on this step, or it is yours, or you answer for it.",
  },
  informed: {
    isDone: ({ step, title, by, isDropped }: InformedOf & { isDropped: boolean }) =>
      withFullStop(`*Informed*: ${step} of “${title}” is ${isDropped ? "dropped" : "done"}${by && `, by ${by}`}`),
    quoted: (step: string) => `“${step}”`,
    areDone: ({ step, title, by }: InformedOf) =>
      withFullStop(`*Informed*: ${step} of “${title}” are done${by && `, by ${by}`}`),
    next: (step: string, by: string) => withFullStop(`Next: ${step}${by && `, with ${by}`}`),
    meets: ({ step, title, by, day }: InformedOf & { day: string }) =>
      withFullStop(`*${by}* will come to you${day && ` by ${day}`}: ${step} · “${title}”`),
    why: {
      done: "You are informed of this step.",
      met: "Somebody is new here, and meets you in one of the first steps.",
    },
  },
  running: {
    title: "Tracks",
    help: "see what is done in which order, and whose it is now",
    noneOfYours: "No track in which you have a part is running here. What you asked for is under /drumbeat work.",
    none: "No track is running. In a track, each step comes to its owner once what it needs is done.",
    start: "Start a track…",
    open: "Open",
    all: "‹ All tracks",
    counts: (done: number, all: number, ready: number, late: number) =>
      `${done} of ${all} done · ${ready} under way${late > 0 ? ` (${late} late)` : ""}`,
    due: (date: string) => `by ${date}`,
    late: (date: string) => `late, was due ${date}`,
    gate: (name: string, day: string) => `waits for approval${name && ` by ${name}`}${day && ` · by ${day}`}`,
    after: (titles: readonly string[]) => `waits for: ${titles.join("; ")}`,
    notBefore: (date: string) => `not before ${date}`,
    waits: (names: string, count: number) => `${names} ${plural("en", count, "waits", "wait")} for it`,
    done: (date: string) => `✓ done ${date}`,
    dropped: "dropped",
    stop: "Stop",
    stopTitle: "Stop this track?",
    stopText: "Its open steps are dropped, and no others follow. What is done stays in the register.",
    template: "Template",
    person: "Who joins or leaves, if anybody",
    milestone: "Milestone that it leads to, if any",
  },
  step: {
    yours: (title: string, due: string) => withFullStop(`*Yours now*: ${title}${due && ` · by ${due}`}`),
    backToYou: (title: string, due: string) => withFullStop(`*Back to you*: ${title}${due && ` · by ${due}`}`),
    from: (names: string) => `From ${names}`,
    askedBy: (name: string) => `Asked by ${name}`,
    goesOn: (name: string, title: string, day: string) =>
      `${name ? `${name} goes on with “${title}”` : `“${title}” follows`}, planned for ${day}`,
    waitsForIt: (name: string) => `${name} waits for it`,
    waitToo: (names: string, count: number) => `${names} ${plural("en", count, "waits", "wait")} for it too`,
    inHand: (what: string) => withFullStop(`It came without a word. It was to bring: ${what}`),
    link: "How it is done",
    named: (name: string, what: string) => `*${name}*: ${what}`,
    by: (name: string) => `${name}: `,
    nothingAsked: "No check-in asks you for anything yet.",
    nobodyHolds: "Nobody holds this role yet, so it comes to whoever leads the program.",
    toOrder: (count: number) => `*${count} ${plural("en", count, "request", "requests")} to put in order*`,
    done: "✓ Done.",
    dropped: "✓ Closed, nothing more to do.",
    waitsFor: (name: string, day: string) => withFullStop(`Waits for ${name}${day && `, by ${day}`}`),
    approvedBy: (name: string, day: string) => withFullStop(`Approved by ${name} on ${day}`),
    sentBack: (on: string) => withFullStop(`Sent back on ${on}`),
    comesBack: (titles: string) => `It comes back to you once this is done: ${titles}.`,
    nowWith: (name: string) => `Now with ${name}.`,
    why: (track: string) => `It is your step of “${track}”: what comes before it is done.`,
    act: {
      accept: "I’ve got it",
      done: "Done…",
      missing: "Something’s missing…",
      decline: "Can’t…",
      order: "Put in order…",
      workRequest: "Open the request",
      give: "Give to someone else…",
    },
    leaving: {
      open: "Who takes what…",
      nothing: "Nothing is open any more.",
      asks: (name: string, program: string) => `*${name}* leaves *${program}*. Will you take this?`,
      take: "I’ll take it",
      notMe: "Not me…",
      yours: "✓ Yours.",
      closed: "closed meanwhile",
      why: "Somebody leaves the program, and you are proposed to take over what they had.",
    },
    gate: {
      asks: (name: string, title: string, { isDropped, day }: { isDropped: boolean; day: string }) =>
        `*Your approval*: ${name} ${isDropped ? "drops" : "has done"} “${title}”. What comes after it waits for you${day && `, until ${day}`}.`,
      approve: "Approve",
      refuse: "Send back…",
      approved: "✓ Approved.",
      refused: "✓ Sent back.",
      over: "It no longer waits for you.",
      why: "You answer for this step: what comes after it begins once you approve.",
    },
    form: {
      checks: "It is done when",
      note: "What the next one needs in hand",
      from: "From which step",
      requester: "What was asked for",
      missing: "What is missing",
      missingHint: "Whoever did that step reads it at once; yours comes back when it is there.",
      giveTitle: "Give to someone else",
      person: "Who",
      why: "Why",
      refuseTitle: "Why not?",
      reason: "What is missing, or why not",
    },
  },
  home: {
    mine: "Your steps",
    waitsForMe: "Waits for me",
    iWaitFor: "I wait for",
    parts: "Your roles and requests",
    toApprove: (name: string, day: string) => `${name} waits for your approval${day && `, ${day}`}`,
    once: (name: string, title: string) => `${name}, once “${title}” is done`,
    with: (title: string, name: string, day: string) => `“${title}” is with ${name}${day && `, ${day}`}`,
    more: (count: number) => `and ${count} more`,
  },
  /** Of a track or of what was asked for. */
  stepOf: (step: string, subject: string) => `${step} of “${subject}”`,
  picture: {
    show: "Show as picture",
    ends: (date: string, later: number) =>
      `Ends ${date}, ${later === 0 ? "as planned" : `${enDays(Math.abs(later))} ${later > 0 ? "later" : "earlier"} than planned`}`,
    mover: (title: string, days: number) => `“${title}” moves the end by ${enDays(days)}`,
    late: "late",
    sent: "It comes to you as a message.",
  },
};

const fr: typeof en = {
  title: "Rôles de travail",
  close: "Fermer",
  save: "Enregistrer",
  cancel: "Annuler",
  send: "Envoyer",
  required: "À remplir.",
  help: "voir qui tient quel rôle de travail",
  none: "Aucun rôle de travail pour l’instant. Ils disent qui fait quoi\u00a0: étapes et tâches vont à qui tient le rôle.",
  noRights:
    "Un rôle de travail donne des tâches, et ouvre ses plans de travail, cette page et celle du programme. Les autres droits viennent des rôles du programme.",
  library: "Ajouter les rôles usuels",
  add: "Ajouter un rôle…",
  gaps: (nobody, one) => `Sans titulaire\u00a0: ${nobody} · Un seul titulaire\u00a0: ${one}`,
  nobody: "personne pour l’instant",
  onlyOne: (name) => `${name}, sans relève`,
  gives: (what) => `*Donne* · ${what}`,
  needs: (what) => `*Attend* · ${what}`,
  acts: { change: "Modifier…", end: "Retirer" },
  form: {
    title: "Rôle de travail",
    name: "Rôle",
    answersFor: "Répond de",
    skills: "Compétences du rôle",
    tasks: "Tâches habituelles",
    tasksHint: "Une par ligne.",
    firstTasks: "Premières tâches à l’arrivée",
    gives: "Donne à d’autres rôles",
    givesHint: "Un par ligne, par exemple «\u00a0Développement\u00a0: schémas\u00a0».",
    needs: "Attend d’autres rôles",
    learning: "Pour se former",
    learningHint: "Un par ligne, par exemple «\u00a0Prise en main\u00a0: https://example.com\u00a0».",
    holders: "Qui le tient",
  },
  ask: {
    open: "Demander…",
    from: "À quel rôle",
    who: "À qui",
    gives: "Ce que donne ce rôle",
    what: "Ce qu’il vous faut",
    whatHint: "Ou choisissez ci-dessus ce que donne le rôle.",
    by: "Pour quand",
    byHint: "Sans date\u00a0: sous cinq jours ouvrés.",
    inHand: (count, next) =>
      count === 0 ? "rien en cours" : `${count} en cours${next && `, prochaine échéance le ${next}`}`,
    away: (day) => `absence jusqu’au ${day}`,
    goesOn: (step) => `Qui poursuit avec «\u00a0${step}\u00a0»`,
    begins: (step) => `Qui commence par «\u00a0${step}\u00a0»`,
    severalHold: "Plusieurs personnes tiennent ce rôle. La moins occupée vient en premier.",
    to: "Pour quel rôle",
    name: (what) => `Passage de relais : ${what}`,
    confirm: (what) => `Confirmer : ${what}`,
    asked: (name, day) => withFullStop(`Demandé à ${name}, pour le ${day}`),
    waits: ({ what, from, days }, roles, count) =>
      `${what}\u00a0: ${roles} ${plural("fr", count, "attend", "attendent")} ${from}, ${days === 0 ? "depuis aujourd’hui" : plural("fr", days, `${days} jour`, `${days} jours`)}`,
  },
  raci: {
    title: "RACI",
    help: "voir qui réalise chaque étape, qui l’approuve, qui est consulté et informé",
    none: "Aucun plan de travail en cours ici, aucune demande de travaux prise. Cette page découle de leurs étapes et de leurs rôles.",
    letters: "R réalisateur · A approbateur, qui rend compte du résultat · C consulté avant · I informé",
    csv: "Télécharger en CSV",
    name: "Nommer quelqu’un…",
    nobody: "personne pour l’instant",
    columns: ["Programme", "Modèle", "Étape", "R", "A", "C", "I"],
    unnamed: { requester: "Demandeur", newcomer: "Personne qui arrive", leaver: "Personne qui part" },
    problem: {
      unheld: ({ role, who, steps, count }) =>
        `Personne ne tient le rôle ${role}\u00a0: ${steps} ${plural("fr", count, "revient", "reviennent")} à ${who}. Nommez quelqu’un.`,
      shared: ({ role, who, steps }) =>
        `Plusieurs personnes tiennent le rôle ${role}, qui approuve ${steps}\u00a0: une seule approuve une étape, en ce moment ${who}. N’en gardez qu’une.`,
      alone: ({ who, steps }) =>
        `${who} est la seule personne à réaliser et à approuver ${steps}\u00a0: la suite attend que quelqu’un d’autre puisse approuver. Nommez une suppléance ou un second titulaire.`,
      consulted: ({ steps, count }) =>
        `${count} rôles sont consultés sur ${steps}\u00a0: au-delà de trois, tout attend. Informez-en plutôt quelques-uns.`,
      most: ({ who, count, of }) =>
        `${who} approuve ${count} étapes sur ${of}. Confiez-en à d’autres rôles, dans le modèle.`,
      idle: ({ role }) => `Le rôle ${role} n’a aucune étape ici. Nommez-le dans un modèle, ou retirez-le.`,
    },
  },
  consulted: {
    asks: (step, title, by) =>
      withFullStop(
        `*Avis demandé*\u00a0: ${step} de «\u00a0${title}\u00a0»${by && `. Objection possible jusqu’au ${by}`}`,
      ),
    objects: (name, step, title) => `*Objection* ${ofName(name)}\u00a0: ${step} de «\u00a0${title}\u00a0»`,
    wentTo: (names) => `✓ Votre objection a été transmise à ${names}.`,
    why: "Votre avis est demandé sur cette étape, ou elle est la vôtre, ou vous en répondez.",
  },
  informed: {
    isDone: ({ step, title, by, isDropped }) =>
      withFullStop(
        `*Pour information*\u00a0: ${step} de «\u00a0${title}\u00a0», étape ${isDropped ? "abandonnée" : "terminée"}${by && ` par ${by}`}`,
      ),
    quoted: (step) => `«\u00a0${step}\u00a0»`,
    areDone: ({ step, title, by }) =>
      withFullStop(
        `*Pour information*\u00a0: ${step} de «\u00a0${title}\u00a0», étapes terminées${by && ` par ${by}`}`,
      ),
    next: (step, by) => withFullStop(`La suite\u00a0: ${step}${by && `, chez ${by}`}`),
    meets: ({ step, title, by, day }) =>
      withFullStop(`*${by}* viendra vous voir${day && ` d’ici au ${day}`}\u00a0: ${step} · «\u00a0${title}\u00a0»`),
    why: {
      done: "On vous informe de cette étape.",
      met: "Une personne vient d’arriver, et vous rencontre dans une de ses premières étapes.",
    },
  },
  running: {
    title: "Plans de travail",
    help: "voir ce qui se fait dans quel ordre, et chez qui c’est maintenant",
    noneOfYours:
      "Aucun plan de travail où vous avez une part n’est en cours ici. Vos demandes sont sous /drumbeat travaux.",
    none: "Aucun plan de travail en cours. Chaque étape d’un plan arrive chez qui la fait dès que ce qu’il lui faut est prêt.",
    start: "Nouveau plan de travail…",
    open: "Ouvrir",
    all: "‹ Tous les plans de travail",
    counts: (done, all, ready, late) =>
      `${done} sur ${all} terminées · ${ready} en cours${late > 0 ? ` (dont ${late} en retard)` : ""}`,
    due: (date) => `pour le ${date}`,
    late: (date) => `en retard, prévue le ${date}`,
    gate: (name, day) => `attend l’approbation${name && ` ${ofName(name)}`}${day && ` · pour le ${day}`}`,
    after: (titles) => `attend\u00a0: ${titles.join("\u00a0; ")}`,
    notBefore: (date) => `pas avant le ${date}`,
    waits: (names, count) => `${names} ${plural("fr", count, "l’attend", "l’attendent")}`,
    done: (date) => `✓ terminée le ${date}`,
    dropped: "abandonnée",
    stop: "Arrêter",
    stopTitle: "Arrêter ce plan de travail\u00a0?",
    stopText: "Ses étapes ouvertes sont abandonnées, aucune autre ne suit. Ce qui est terminé reste au registre.",
    template: "Modèle",
    person: "Qui arrive ou part, le cas échéant",
    milestone: "Jalon visé, le cas échéant",
  },
  step: {
    yours: (title, due) => withFullStop(`*À vous maintenant*\u00a0: ${title}${due && ` · pour le ${due}`}`),
    backToYou: (title, due) => withFullStop(`*De retour chez vous*\u00a0: ${title}${due && ` · pour le ${due}`}`),
    from: (names) => `De la part ${ofName(names)}`,
    askedBy: (name) => `Demande ${ofName(name)}`,
    goesOn: (name, title, day) =>
      `${name ? `${name} continue avec «\u00a0${title}\u00a0»` : `«\u00a0${title}\u00a0» suit`}, prévu le ${day}`,
    waitsForIt: (name) => `${name} l’attend`,
    waitToo: (names, count) => `${names} ${plural("fr", count, "l’attend", "l’attendent")} aussi`,
    inHand: (what) => withFullStop(`Transmis sans un mot. À fournir avec\u00a0: ${what}`),
    link: "Comment faire",
    named: (name, what) => `*${name}*\u00a0: ${what}`,
    by: (name) => `${name}\u00a0: `,
    nothingAsked: "Aucun point ne vous est demandé pour l’instant.",
    nobodyHolds: "Personne ne tient encore ce rôle\u00a0: l’étape revient à qui pilote le programme.",
    toOrder: (count) => `*${count} ${plural("fr", count, "demande", "demandes")} à prioriser*`,
    done: "✓ Terminé.",
    dropped: "✓ Clos, plus rien à faire.",
    waitsFor: (name, day) => withFullStop(`En attente ${ofName(name)}${day && `, pour le ${day}`}`),
    approvedBy: (name, day) => withFullStop(`Approbation ${ofName(name)} le ${day}`),
    sentBack: (on) => withFullStop(`Renvoyée le ${on}`),
    comesBack: (titles) => `Cette étape revient chez vous dès que ceci est terminé\u00a0: ${titles}.`,
    nowWith: (name) => `Maintenant chez ${name}.`,
    why: (track) => `C’est votre étape de «\u00a0${track}\u00a0»\u00a0: ce qui la précède est terminé.`,
    act: {
      accept: "Je m’en charge",
      done: "Terminé…",
      missing: "Il manque quelque chose…",
      decline: "Impossible…",
      order: "Mettre dans l’ordre…",
      workRequest: "Ouvrir la demande",
      give: "Confier à quelqu’un d’autre…",
    },
    leaving: {
      open: "Qui reprend quoi…",
      nothing: "Plus rien n’est ouvert.",
      asks: (name, program) => `*${name}* quitte *${program}*. Reprenez-vous ceci\u00a0?`,
      take: "Je le reprends",
      notMe: "Pas moi…",
      yours: "✓ C’est à vous.",
      closed: "clos entre-temps",
      why: "Une personne quitte le programme, et l’on vous propose de reprendre ce qu’elle avait.",
    },
    gate: {
      asks: (name, title, { isDropped, day }) =>
        withFullStop(
          `*Votre approbation*\u00a0: ${name} ${isDropped ? "abandonne" : "a terminé"} «\u00a0${title}\u00a0». La suite vous attend${day && `, pour le ${day}`}`,
        ),
      approve: "Approuver",
      refuse: "Renvoyer…",
      approved: "✓ Approuvé.",
      refused: "✓ Renvoyé.",
      over: "Cela ne vous attend plus.",
      why: "Vous répondez de cette étape\u00a0: la suite commence quand vous l’approuvez.",
    },
    form: {
      checks: "C’est terminé quand",
      note: "Ce dont la suite a besoin",
      from: "De quelle étape",
      requester: "La demande elle-même",
      missing: "Ce qui manque",
      missingHint: "Qui a fait cette étape le lit aussitôt\u00a0; la vôtre revient quand c’est là.",
      giveTitle: "Confier à quelqu’un",
      person: "Qui",
      why: "Pourquoi",
      refuseTitle: "Pourquoi non\u00a0?",
      reason: "Ce qui manque, ou pourquoi non",
    },
  },
  home: {
    mine: "Vos étapes",
    waitsForMe: "On m’attend",
    iWaitFor: "J’attends",
    parts: "Vos rôles et demandes",
    toApprove: (name, day) => `${name} attend votre approbation${day && `, ${day}`}`,
    once: (name, title) => `${name}, dès que «\u00a0${title}\u00a0» est terminée`,
    with: (title, name, day) => `«\u00a0${title}\u00a0» est chez ${name}${day && `, ${day}`}`,
    more: (count) => `et ${count} ${plural("fr", count, "autre", "autres")}`,
  },
  stepOf: (step, subject) => `${step} de «\u00a0${subject}\u00a0»`,
  picture: {
    show: "Voir en image",
    ends: (date, later) =>
      `Fin le ${date}, ${later === 0 ? "comme prévu" : `${frDays(Math.abs(later))} ${later > 0 ? "plus tard" : "plus tôt"} que prévu`}`,
    mover: (title, days) => `«\u00a0${title}\u00a0» décale la fin de ${frDays(days)}`,
    late: "en retard",
    sent: "Vous le recevez en message.",
  },
};

export const trackTexts = { en, fr };
