/** What the leads of `portfolio.ts` say: invented sentences in two languages, `{thing}` and `{n}` by chance. */

interface Sayings {
  things: readonly string[];
  lines: Readonly<Record<"green" | "amber" | "red", readonly string[]>>;
  reasons: Readonly<Record<"green" | "amber" | "red", string>>;
  progress: readonly string[];
  reached: readonly string[];
  asks: readonly string[];
  options: { yes: string; no: string };
  effect: string;
  cost: string;
}

export const SAYINGS: Readonly<Record<"en" | "fr", Sayings>> = {
  en: {
    things: [
      "the price list",
      "the new form",
      "the store network",
      "the old archive",
      "the supplier file",
      "the test bench",
      "the call centre",
      "the night batch",
    ],
    lines: {
      green: [
        "We are where the plan has us, with {thing} in use since last week.",
        "The month went as planned and {n} sites work with {thing}.",
      ],
      amber: [
        "The plan holds only if {thing} comes back within {n} days.",
        "We are behind with {thing} and know how to catch up.",
      ],
      red: [
        "The plan does not hold: {thing} fails for {n} % of the sites.",
        "Without more people {thing} stops the whole plan.",
      ],
    },
    reasons: {
      green: "",
      amber: "Two people are away until the middle of the month, and their work waits for them.",
      red: "The supplier has stopped its work, and nobody has a contract with another one.",
    },
    progress: [
      "{n} sites have moved to {thing}, which is one in three.",
      "We measured {thing} for {n} days and found no difference.",
      "The contract for {thing} is signed by both sides.",
      "{n} users have tried {thing} and most of them want to keep it.",
      "The second half of {thing} was tested with {n} files.",
    ],
    reached: [
      "The date was kept: {thing} is in use everywhere, and the next step has a date.",
      "We reached the date with {thing} and set the next one.",
    ],
    asks: [
      "May we hire {n} people for {thing} until the spring?",
      "Shall we stop {thing} in the small countries for {n} weeks?",
      "Can {thing} go to another supplier for {n} months?",
    ],
    options: { yes: "Go ahead", no: "Leave it" },
    effect: "It begins on the first of the month.",
    cost: "Each week costs one week at the end.",
  },
  fr: {
    things: [
      "la liste des prix",
      "le nouveau formulaire",
      "le réseau des magasins",
      "les anciennes archives",
      "le fichier des fournisseurs",
      "le banc de test",
      "le centre d’appels",
      "le traitement de nuit",
    ],
    lines: {
      green: [
        "Nous en sommes là où le plan nous attend, avec {thing} en service depuis une semaine.",
        "Le mois s’est passé comme prévu et {n} sites utilisent {thing}.",
      ],
      amber: [
        "Le plan ne tient que si nous récupérons {thing} sous {n} jours.",
        "Nous avons du retard sur {thing} et savons comment le rattraper.",
      ],
      red: ["Le plan ne tient pas : {thing} échoue sur {n} % des sites.", "Sans renfort, {thing} arrête tout le plan."],
    },
    reasons: {
      green: "",
      amber: "Deux personnes sont absentes jusqu’au milieu du mois et leur travail les attend.",
      red: "Le fournisseur a arrêté ses travaux et nous n’avons de contrat avec aucun autre.",
    },
    progress: [
      "{n} sites sont passés sur {thing}, soit un sur trois.",
      "Nous avons mesuré {thing} pendant {n} jours sans aucun écart.",
      "Le contrat pour {thing} est signé par les deux parties.",
      "{n} personnes ont essayé {thing} et la plupart veulent le garder.",
      "La seconde moitié des travaux sur {thing} a été testée avec {n} dossiers.",
    ],
    reached: [
      "La date a été tenue : {thing} est en service partout et la suite est datée.",
      "Nous avons tenu la date pour {thing} et fixé la suivante.",
    ],
    asks: [
      "Pouvons-nous recruter {n} personnes pour {thing} jusqu’au printemps ?",
      "Faut-il arrêter {thing} dans les petits pays pendant {n} semaines ?",
      "Peut-on confier {thing} à un autre fournisseur pendant {n} mois ?",
    ],
    options: { yes: "Oui, allez-y", no: "Ne rien faire" },
    effect: "Cela commence le premier du mois.",
    cost: "Chaque semaine coûte une semaine à la fin.",
  },
};
