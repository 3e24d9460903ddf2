/** What each colour means in each dimension, with the numbers of a program. Source: designingbuildings.co.uk/wiki/Rag_report. */

import type { HealthColour, HealthDimension } from "../cadences/questions/health-scale.ts";
import type { Language } from "../platform/texts/language.ts";
import type { Tolerances } from "./settings.ts";

type Criterion = Record<HealthColour, string>;

/** The table of a program, as a person reads it. */
export function criteriaFor(language: Language, tolerances: Tolerances): Record<HealthDimension, Criterion> {
  return language === "fr" ? french(tolerances) : english(tolerances);
}

function english({ timeDays, timePercent, costPercent }: Tolerances): Record<HealthDimension, Criterion> {
  const days = `${timeDays} ${timeDays === 1 ? "day" : "days"}`;
  return {
    time: {
      green: `Forecast at most ${days} or ${timePercent}% late`,
      amber: "Later than that, and the owner can recover it",
      red: "Later than that, and the owner can’t recover it without a decision",
    },
    cost: {
      green: `At most ${costPercent}% over budget`,
      amber: "Over that, and absorbed in the delegated budget",
      red: "Needs new money or less scope",
    },
    scope: {
      green: "All objectives can be reached",
      amber: "One objective is reduced",
      red: "A primary objective cannot be reached",
    },
    resources: {
      green: "All roles are filled",
      amber: "A gap, with someone covering",
      red: "A gap stops the critical path",
    },
    risk: {
      green: "No high risk is open",
      amber: "A high risk with an owner and a response",
      red: "A high risk has happened, or has no response",
    },
  };
}

function french({ timeDays, timePercent, costPercent }: Tolerances): Record<HealthDimension, Criterion> {
  const days = `${timeDays} ${timeDays < 2 ? "jour" : "jours"}`;
  return {
    time: {
      green: `Retard prévu de ${days} ou ${timePercent}\u00a0% au plus`,
      amber: "Au-delà, mais rattrapable à ce niveau",
      red: "Au-delà, et non rattrapable sans décision",
    },
    cost: {
      green: `Dépassement de ${costPercent}\u00a0% au plus`,
      amber: "Au-delà, mais absorbé par le budget délégué",
      red: "Exige une rallonge ou une réduction du périmètre",
    },
    scope: {
      green: "Tous les objectifs sont atteignables",
      amber: "Un objectif est revu à la baisse",
      red: "Un objectif majeur est hors d’atteinte",
    },
    resources: {
      green: "Tous les rôles sont pourvus",
      amber: "Un manque, avec un remplacement prévu",
      red: "Un manque bloque le chemin critique",
    },
    risk: {
      green: "Aucun risque élevé ouvert",
      amber: "Un risque élevé, avec un porteur et une réponse",
      red: "Un risque élevé s’est réalisé, ou reste sans réponse",
    },
  };
}
