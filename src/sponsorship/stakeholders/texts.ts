import { plural } from "../../platform/texts/language.ts";
import type { Interest, Power, Saying } from "./table.ts";

/** What is said to somebody outside of what is kept about them. */
export interface NoticeFacts {
  program: string;
  owner: string;
  address: string;
  kept: string;
}

const en = {
  command: {
    help: "shows whose yes your program needs, and who keeps in touch with them",
    label: "My people",
  },
  menu: "My people…",
  title: "My people",
  close: "Close",
  cancel: "Cancel",
  save: "Save",
  head: (program: string, due: number) =>
    due === 0 ? `*${program}*` : `*${program}* · ${due} ${plural("en", due, "contact is", "contacts are")} due`,
  program: "Program",
  tabs: { list: "List", map: "Map", coalition: "Coalition" },
  add: "Add somebody…",
  none: "Nobody yet. Begin with who decides: who it is, their role in the decision, and what they said are enough.",
  noneDue: "No contact is due.",
  noneOfPage: "Nobody is on this page.",
  readers:
    "Read by those who lead the program, by whoever keeps the contact, and by the person themselves in *My data*. It is never in a message or a file.",
  page: (from: number, until: number, all: number) => `${from} to ${until} of ${all}`,
  earlier: "Back",
  later: "Next",
  due: {
    title: "Contacts due",
    head: "Tick whom you have spoken to. The next contact follows from their role in the decision.",
    spoke: "Spoke to them today",
    spoken: (next: string | null) => (next === null ? "✓ Spoke today" : `✓ Spoke today · next ${next}`),
    open: "My people…",
  },
  powers: { decides: "decides", "must-agree": "must agree", neither: "" } satisfies Record<Power, string>,
  interests: { affected: "is affected", "wants-to-know": "wants to know", neither: "" } satisfies Record<
    Interest,
    string
  >,
  noRole: "has no part in the decision",
  said: (said: Saying, words: string, how: string): string => {
    switch (said) {
      case "agreed":
        return `agreed${how}`;
      case "agreed-if":
        return words === "" ? `agreed on a condition${how}` : `agreed on a condition${how}: ${words}`;
      case "objected":
        return words === "" ? `objected${how}` : `objected${how}: ${words}`;
      case "not-asked":
        return "not asked yet";
    }
  },
  how: (on: string, to: string | null) => (to === null ? ` (${on})` : ` (${on}, to ${to})`),
  keeps: (name: string) => `${name} keeps the contact`,
  keptByNobody: (name: string) => `${name} kept the contact and has left: choose somebody else`,
  next: (on: string) => `next ${on}`,
  wasDue: (on: string) => `was due ${on}`,
  last: (on: string) => `last spoke ${on}`,
  quiet: (on: string) => `quiet since ${on}`,
  unnamed: "no name until they have been told",
  acts: {
    spoke: "Spoke to them today",
    change: "Change…",
    notice: "Tell them, then name…",
    join: "They are in Slack now…",
    remove: "Remove",
  },
  form: {
    title: { add: "Add somebody", change: "Change" },
    person: "Who, in Slack",
    personHint: "This person can read it: the whole line is in their “My data”.",
    job: "Or what somebody outside this Slack is",
    jobHint: "Such as “Finance director”. No name yet: first they are told, and Drumbeat drafts what to send them.",
    jobOnly: "What they are",
    organisation: "Organisation",
    name: "Name",
    nameHint: "They were told, and can ask you for what is written here.",
    power: "Their part in the decision",
    powers: { decides: "Decides", "must-agree": "Must agree", neither: "Neither" } satisfies Record<Power, string>,
    interest: "What it is to them",
    interests: { affected: "Is affected", "wants-to-know": "Wants to know", neither: "Neither" } satisfies Record<
      Interest,
      string
    >,
    said: "What they said",
    sayings: {
      agreed: "Agreed",
      "agreed-if": "Agreed if …",
      objected: "Objected",
      "not-asked": "Not asked yet",
    } satisfies Record<Saying, string>,
    saidWords: "If what, or to what",
    words: "In their words. They can read it.",
    saidOn: "When",
    saidOnHint: "Left empty: today.",
    saidTo: "To whom",
    cares: "What they care about",
    owner: "Who keeps the contact",
    next: "Next contact",
    nextHint:
      "Left empty, by their role: in four weeks for who decides or must agree and is affected, else in a quarter, or not at all.",
    nextPlain: "Left empty: none is planned.",
    required: "Choose one.",
    requiredOwner: "Choose who keeps the contact.",
  },
  notice: {
    title: "Tell them first",
    lead: "Send this to them, by e-mail or as you usually write. Their name is kept once you say that you have.",
    name: "Their name",
    sent: "I have sent it",
    required: "Write their name.",
    text: ({ program, owner, address, kept }: NoticeFacts) =>
      [
        `Hello, for the program “${program}” we keep a few lines about you in Drumbeat, the tool with which we run it: your name, what you do and where; whether you decide, must agree, are affected or want to know; what you said about it, when and to whom; what you care about, in your words. We keep it to speak with you in time (legitimate interest).`,
        `Those who lead the program and ${owner}, who keeps in touch with you, read it. It is not for appraisal, pay or discipline, and nobody writes down what they think of you.`,
        `Your words are kept for ${kept} after our last contact, the rest until ${kept} after the end of the program.`,
        `You can ask to see it, have it corrected or deleted, or object, at any time: write to ${owner}${address === "" ? "" : ` or to ${address}`}. You can also complain to your data protection authority.`,
      ].join("\n\n"),
  },
  join: {
    title: "In Slack now",
    lead: (who: string) => `Whose account is “${who}”? The line becomes theirs, and they can read it in “My data”.`,
    person: "Who",
    required: "Choose their account.",
  },
  map: {
    moved: (role: string) => `was: ${role}`,
    new: "new this quarter",
    since: (day: string) => `“Was” and “new” are since ${day}.`,
    more: (count: number) => `and ${count} more, in the list`,
    place: (power: string, interest: string) => [power, interest].filter(Boolean).join(", "),
    advice: {
      decides: {
        affected: "Work the decision out with them before it is put to them.",
        "wants-to-know": "Tell them early and briefly what is coming, so that nothing surprises them.",
        neither: "Ask them only for the decision, in one line, with what it costs to wait.",
      },
      "must-agree": {
        affected: "Hear what they need before anything is fixed; what they agree to holds.",
        "wants-to-know": "Show them the draft and ask what is missing for a yes.",
        neither: "Ask for their yes once, with a date, and spare them the rest.",
      },
      neither: {
        affected: "Tell them what changes for them and when; their questions make the plan better.",
        "wants-to-know": "Send them the news as it comes; they may speak up for it.",
        neither: "A word when something touches them is enough.",
      },
    } satisfies Record<Power, Record<Interest, string>>,
  },
  coalition: {
    head: "Who has agreed, who has not been asked, and who speaks to them.",
    sayings: {
      agreed: "Agreed",
      "agreed-if": "Agreed with a condition",
      objected: "Objected",
      "not-asked": "Not asked yet",
    } satisfies Record<Saying, string>,
    ofThose: (agreed: number, all: number) => `${agreed} of the ${all} who decide or must agree have agreed.`,
    by: (name: string) => `${name} speaks to them`,
  },
  line: {
    due: (count: number) => `${count} ${plural("en", count, "contact is", "contacts are")} due with your people.`,
    none: "No contact with your people is due any more.",
    open: "Who is due…",
    why: "You keep the contact with people whose yes a program needs, and the day on which to speak to them has come.",
  },
  error: {
    notYours: "This is kept by those who lead a program and those who keep a contact for it. Ask whoever leads yours.",
    gone: "This line is no longer there. Close this and open *My people* again.",
    nobody: "Choose somebody in Slack, or write what somebody outside is.",
    both: "Somebody is either in Slack or outside: leave one of the two empty.",
    oneself: "You cannot name yourself: nobody keeps a line about what they said themselves.",
    keepsOwn: (name: string) => `${name} cannot keep the contact with themselves. Choose somebody else.`,
    known: (name: string) => `${name} has a line in this program already.`,
    later: "This day has not come yet.",
    notPerson: (name: string) => `${name} cannot keep a contact or be named here: an app, or somebody who has left.`,
    outsider: (name: string) => `${name} belongs to another company. Choose somebody of yours to keep the contact.`,
    named: "They were named already.",
  },
};

const fr: typeof en = {
  command: {
    help: "montre de qui votre programme attend un oui, et qui garde le contact",
    label: "Vos interlocuteurs",
  },
  menu: "Vos interlocuteurs…",
  title: "Vos interlocuteurs",
  close: "Fermer",
  cancel: "Annuler",
  save: "Enregistrer",
  head: (program, due) =>
    due === 0
      ? `*${program}*`
      : `*${program}* · ${due} ${plural("fr", due, "contact à prendre", "contacts à prendre")}`,
  program: "Programme",
  tabs: { list: "Liste", map: "Carte", coalition: "Coalition" },
  add: "Ajouter quelqu’un…",
  none: "Personne pour l’instant. Commencez par qui décide\u00a0: la personne, son rôle dans la décision et ce qu’elle a dit suffisent.",
  noneDue: "Aucun contact à prendre.",
  noneOfPage: "Il n’y a personne sur cette page.",
  readers:
    "Lu par les responsables du programme, par qui garde le contact, et par la personne elle-même dans *Mes données*. Jamais dans un message ni dans un fichier.",
  page: (from, until, all) => `${from} à ${until} sur ${all}`,
  earlier: "Précédent",
  later: "Suivant",
  due: {
    title: "Contacts à prendre",
    head: "Cochez les personnes à qui vous avez parlé. Le contact suivant découle de leur rôle dans la décision.",
    spoke: "Échange fait aujourd’hui",
    spoken: (next) =>
      next === null ? "✓ Échange fait aujourd’hui" : `✓ Échange fait aujourd’hui · prochain\u00a0: ${next}`,
    open: "Vos interlocuteurs…",
  },
  powers: { decides: "décide", "must-agree": "doit donner son accord", neither: "" },
  interests: { affected: "directement concernée", "wants-to-know": "souhaite être informée", neither: "" },
  noRole: "sans part dans la décision",
  said: (said, words, how) => {
    switch (said) {
      case "agreed":
        return `a donné son accord${how}`;
      case "agreed-if":
        return words === "" ? `accord sous condition${how}` : `accord sous condition${how}\u00a0: ${words}`;
      case "objected":
        return words === "" ? `a émis une objection${how}` : `objection${how}\u00a0: ${words}`;
      case "not-asked":
        return "pas encore sollicitée";
    }
  },
  how: (on, to) => (to === null ? ` (${on})` : ` (${on}, à ${to})`),
  keeps: (name) => `contact gardé par ${name}`,
  keptByNobody: (name) => `le contact était gardé par ${name}, qui est parti\u00a0: choisissez quelqu’un d’autre`,
  next: (on) => `prochain contact\u00a0: ${on}`,
  wasDue: (on) => `contact prévu le ${on}`,
  last: (on) => `dernier échange\u00a0: ${on}`,
  quiet: (on) => `sans échange depuis le ${on}`,
  unnamed: "sans nom tant que la personne n’est pas prévenue",
  acts: {
    spoke: "Échange fait aujourd’hui",
    change: "Modifier…",
    notice: "Prévenir, puis nommer…",
    join: "Désormais dans Slack…",
    remove: "Retirer",
  },
  form: {
    title: { add: "Ajouter quelqu’un", change: "Modifier" },
    person: "Qui, dans Slack",
    personHint: "Cette personne peut le lire\u00a0: toute la ligne figure dans ses «\u00a0Mes données\u00a0».",
    job: "Ou la fonction de quelqu’un d’extérieur à ce Slack",
    jobHint:
      "Par exemple «\u00a0Directrice financière\u00a0». Pas encore de nom\u00a0: la personne est d’abord prévenue, et Drumbeat prépare le texte.",
    jobOnly: "Fonction",
    organisation: "Organisation",
    name: "Nom",
    nameHint: "La personne est prévenue et peut vous demander ce qui est écrit ici.",
    power: "Sa part dans la décision",
    powers: { decides: "Décide", "must-agree": "Doit donner son accord", neither: "Ni l’un ni l’autre" },
    interest: "Ce que la décision est pour elle",
    interests: {
      affected: "Directement concernée",
      "wants-to-know": "Souhaite être informée",
      neither: "Ni l’un ni l’autre",
    },
    said: "Ce qu’elle a dit",
    sayings: {
      agreed: "D’accord",
      "agreed-if": "D’accord à condition…",
      objected: "Objection",
      "not-asked": "Pas encore sollicitée",
    },
    saidWords: "À quelle condition, ou quelle objection",
    words: "Dans ses mots. Cette personne peut le lire.",
    saidOn: "Quand",
    saidOnHint: "Laissé vide\u00a0: aujourd’hui.",
    saidTo: "À qui",
    cares: "Ce qui compte pour elle",
    owner: "Qui garde le contact",
    next: "Prochain contact",
    nextHint:
      "Laissé vide, selon son rôle\u00a0: dans quatre semaines si elle décide ou doit donner son accord et est concernée, sinon dans un trimestre, ou jamais.",
    nextPlain: "Laissé vide\u00a0: aucun contact prévu.",
    required: "Choisissez une réponse.",
    requiredOwner: "Choisissez qui garde le contact.",
  },
  notice: {
    title: "Prévenir d’abord",
    lead: "Envoyez-lui ce texte, par courriel ou comme vous lui écrivez d’habitude. Son nom est conservé dès que vous indiquez l’avoir fait.",
    name: "Son nom",
    sent: "Je l’ai envoyé",
    required: "Indiquez son nom.",
    text: ({ program, owner, address, kept }) =>
      [
        `Bonjour, pour le programme «\u00a0${program}\u00a0», nous conservons quelques lignes à votre sujet dans Drumbeat, l’outil avec lequel nous le conduisons\u00a0: votre nom, votre fonction et votre organisation\u00a0; si vous décidez, devez donner votre accord, êtes concerné(e) ou souhaitez être informé(e)\u00a0; ce que vous en avez dit, quand et à qui\u00a0; ce qui compte pour vous, dans vos mots. Nous les conservons pour vous parler à temps (intérêt légitime).`,
        `Les responsables du programme et ${owner}, qui garde le contact avec vous, les lisent. Elles ne servent ni à l’évaluation, ni à la rémunération, ni à la discipline, et personne n’y note ce qu’il pense de vous.`,
        `Vos mots sont conservés ${kept} après notre dernier échange, le reste jusqu’à ${kept} après la fin du programme.`,
        `Vous pouvez à tout moment demander à les voir, à les faire corriger ou supprimer, ou vous y opposer\u00a0: écrivez à ${owner}${address === "" ? "" : ` ou à ${address}`}. Vous pouvez aussi saisir votre autorité de protection des données.`,
      ].join("\n\n"),
  },
  join: {
    title: "Désormais dans Slack",
    lead: (who) =>
      `À qui appartient la ligne «\u00a0${who}\u00a0»\u00a0? Elle sera liée à ce compte, et la personne peut la lire dans «\u00a0Mes données\u00a0».`,
    person: "Qui",
    required: "Choisissez son compte.",
  },
  map: {
    moved: (role) => `auparavant\u00a0: ${role}`,
    new: "nouveau ce trimestre",
    since: (day) => `«\u00a0auparavant\u00a0» et «\u00a0nouveau\u00a0»\u00a0: depuis le ${day}.`,
    more: (count) => `et ${count} de plus, dans la liste`,
    place: (power, interest) => [power, interest].filter(Boolean).join(", "),
    advice: {
      decides: {
        affected: "Préparez la décision avec ces personnes avant de la leur soumettre.",
        "wants-to-know": "Dites-leur tôt et en peu de mots ce qui vient, pour que rien ne les surprenne.",
        neither: "Ne leur demandez que la décision, en une ligne, avec ce que coûte l’attente.",
      },
      "must-agree": {
        affected: "Écoutez ce qu’il leur faut avant de figer quoi que ce soit\u00a0: leur accord tiendra.",
        "wants-to-know": "Montrez-leur le projet et demandez ce qui manque pour un oui.",
        neither: "Demandez leur accord une fois, avec une date, et épargnez-leur le reste.",
      },
      neither: {
        affected: "Dites-leur ce qui change pour elles et quand\u00a0: leurs questions améliorent le plan.",
        "wants-to-know": "Transmettez-leur les nouvelles à mesure\u00a0: elles peuvent en devenir les porte-voix.",
        neither: "Un mot quand quelque chose les touche suffit.",
      },
    },
  },
  coalition: {
    head: "Qui a donné son accord, qui n’a pas encore été sollicité, et qui leur parle.",
    sayings: {
      agreed: "D’accord",
      "agreed-if": "D’accord sous condition",
      objected: "Objection",
      "not-asked": "Pas encore sollicitées",
    },
    ofThose: (agreed, all) =>
      `Sur les ${all} personnes qui décident ou doivent donner leur accord, ${agreed} l’${plural("fr", agreed, "a donné", "ont donné")}.`,
    by: (name) => `contact\u00a0: ${name}`,
  },
  line: {
    due: (count) =>
      `${count} ${plural("fr", count, "contact à prendre", "contacts à prendre")} avec vos interlocuteurs.`,
    none: "Plus aucun contact à prendre avec vos interlocuteurs.",
    open: "Voir lesquels…",
    why: "Vous gardez le contact avec des personnes dont un programme attend un oui, et le jour de leur parler est venu.",
  },
  error: {
    notYours:
      "Ces lignes sont tenues par les responsables d’un programme et par qui garde un contact pour lui. Adressez-vous à qui dirige le vôtre.",
    gone: "Cette ligne n’existe plus. Fermez cette fenêtre et rouvrez *Vos interlocuteurs*.",
    nobody: "Choisissez quelqu’un dans Slack, ou indiquez la fonction de quelqu’un d’extérieur.",
    both: "Une personne est soit dans Slack, soit à l’extérieur\u00a0: laissez l’un des deux vide.",
    oneself: "Vous ne pouvez pas vous nommer\u00a0: personne ne tient une ligne sur ce qu’il a dit lui-même.",
    keepsOwn: (name) =>
      `Le contact avec ${name} ne peut être gardé par la même personne. Choisissez quelqu’un d’autre.`,
    known: (name) => `${name} a déjà une ligne dans ce programme.`,
    later: "Ce jour n’est pas encore venu.",
    notPerson: (name) =>
      `${name} ne peut ni garder un contact ni être nommé ici\u00a0: une application, ou un compte fermé.`,
    outsider: (name) =>
      `${name} appartient à une autre entreprise. Choisissez quelqu’un de la vôtre pour garder le contact.`,
    named: "Cette personne est déjà nommée.",
  },
};

export const stakeholderTexts = { en, fr };
