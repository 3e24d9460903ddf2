import { number, plural, type Reader, shortDate } from "../../platform/texts/language.ts";
import type { Missing, Phase } from "./rules.ts";

const en = {
  phase: {
    alignment: "Alignment",
    resources: "Resources",
    obstacles: "Removing obstacles",
    sustained: "Sustained",
  } satisfies Record<Phase, string>,
  unknown: "not recorded yet",
  nothingRecorded: "Nothing in the register or the program says it yet.",
  title: (word: string) => `Phase · ${word}`,
  needs: {
    alignment: "What the program needs of its sponsor now: agreement on what it is for.",
    resources: "What the program needs of its sponsor now: people, money or time.",
    obstacles: "What the program needs of its sponsor now: a free way, and promises kept on both sides.",
    sustained: "Nothing is missing: for thirteen weeks both sides have kept what they promised.",
  },
  missing: "Still missing",
  lacks: (reader: Reader, one: Missing): string => {
    switch (one.is) {
      case "purpose":
        return "the purpose of the program (/drumbeat program)";
      case "benefits":
        return "its benefits (/drumbeat program)";
      case "sponsor":
        return "a sponsor";
      case "decision":
        return "a first decision in the register";
      case "nothing-given":
        return "something given: no request for people, money or time has been granted";
      case "resource-asked":
      case "obstacle-asked":
        return `an answer to ${one.code}${one.isOverdue ? ", overdue" : ""}`;
      case "promise-broken":
        return `${one.code} in time: its day passed within the last thirteen weeks`;
      case "no-promise":
        return "a promise that was kept in the last thirteen weeks";
      case "no-round":
        return "a check-in that somebody had in the last thirteen weeks";
      case "rounds-silent":
        return `answers: in ${number(reader, one.kept)} of the last ${number(reader, one.of)} check-ins half of those asked answered; four of five are needed`;
      case "too-young":
        return `time: thirteen weeks of the program are over on ${shortDate(reader, one.until)}`;
    }
  },
  hidden: (reader: Reader, count: number) =>
    `${number(reader, count)} ${plural("en", count, "item", "items")} that only the team reads`,
  more: (reader: Reader, count: number) => `and ${number(reader, count)} more`,
  expectations: "What both sides have promised",
  sponsors: "Sponsors and committee",
  team: "The program’s team",
  nothing: "no open promise in the register",
  overdue: "overdue",
  basis: "From the register and the check-ins alone; what only those who lead may read is not counted.",
};

const fr: typeof en = {
  phase: {
    alignment: "Alignement",
    resources: "Ressources",
    obstacles: "Levée des obstacles",
    sustained: "Dans la durée",
  },
  unknown: "pas encore connue",
  nothingRecorded: "Rien au registre ni dans le programme ne l’indique encore.",
  title: (word) => `Phase · ${word}`,
  needs: {
    alignment: "Ce que le programme attend maintenant de son sponsor\u00a0: un accord sur sa finalité.",
    resources: "Ce que le programme attend maintenant de son sponsor\u00a0: des personnes, un budget ou du temps.",
    obstacles:
      "Ce que le programme attend maintenant de son sponsor\u00a0: la voie libre, et des engagements tenus de part et d’autre.",
    sustained: "Rien ne manque\u00a0: depuis treize semaines, chacun a tenu ses engagements.",
  },
  missing: "Il manque encore",
  lacks: (reader, one) => {
    switch (one.is) {
      case "purpose":
        return "la finalité du programme (/drumbeat programme)";
      case "benefits":
        return "les bénéfices attendus (/drumbeat programme)";
      case "sponsor":
        return "un sponsor";
      case "decision":
        return "une première décision au registre";
      case "nothing-given":
        return "un apport\u00a0: aucune demande de personnes, de budget ou de temps n’a été accordée";
      case "resource-asked":
      case "obstacle-asked":
        return `une réponse à ${one.code}${one.isOverdue ? ", en retard" : ""}`;
      case "promise-broken":
        return `${one.code} dans les délais\u00a0: échéance dépassée au cours des treize dernières semaines`;
      case "no-promise":
        return "un engagement tenu au cours des treize dernières semaines";
      case "no-round":
        return "un point d’étape reçu par quelqu’un au cours des treize dernières semaines";
      case "rounds-silent":
        return `des réponses\u00a0: la moitié des personnes interrogées a répondu à ${number(reader, one.kept)} des ${number(reader, one.of)} derniers points d’étape\u00a0; il en faut quatre sur cinq`;
      case "too-young":
        return `du temps\u00a0: le programme aura treize semaines le ${shortDate(reader, one.until)}`;
    }
  },
  hidden: (reader, count) =>
    `${number(reader, count)} ${plural("fr", count, "élément lu par la seule équipe", "éléments lus par la seule équipe")}`,
  more: (reader, count) => `et ${number(reader, count)} de plus`,
  expectations: "Les engagements de part et d’autre",
  sponsors: "Sponsors et comité",
  team: "Équipe du programme",
  nothing: "aucun engagement ouvert au registre",
  overdue: "en retard",
  basis: "D’après le registre et les points d’étape seuls\u00a0; ce que seuls les responsables lisent n’y compte pas.",
};

export const phaseTexts = { en, fr };
