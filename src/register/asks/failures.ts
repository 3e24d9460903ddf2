/** Why an act on an ask is refused. */
import { errorTable } from "../../platform/errors.ts";
import { dayAndMonth } from "../../platform/texts/language.ts";

export const askFailure = errorTable({
  ASK_NOT_YOURS: {
    en: ({ code, who }) => `${who} decides ${code}.`,
    fr: ({ code, who }) => `La décision sur ${code} est confiée à ${who}.`,
  },
  ASK_ROLE_ENDED: {
    en: ({ code }) => `Your role in this program has ended, so ${code} is no longer yours to decide.`,
    fr: ({ code }) => `Votre rôle dans ce programme a pris fin\u00a0: ${code} ne relève plus de votre décision.`,
  },
  ASK_NOT_FOR_YOU: {
    en: ({ code, who }) => `Only the requester and the program’s leads can do this for ${code}. Ask ${who}.`,
    fr: ({ code, who }) =>
      `Réservé à la personne qui a fait la demande ${code} et aux responsables du programme. Adressez-vous à ${who}.`,
  },
  ASK_DECIDED: {
    en: ({ on, who, outcome }) => `Decided on ${dayAndMonth({ locale: "en-GB" }, String(on))} by ${who}: ${outcome}`,
    fr: ({ on, who, outcome }) =>
      `Décidé le ${dayAndMonth({ locale: "fr-FR" }, String(on))} par ${who}\u00a0: ${outcome}`,
  },
  ASK_WITHDRAWN: {
    en: ({ code }) => `${code} was withdrawn. Nothing left to decide.`,
    fr: ({ code }) => `${code} a été retirée\u00a0: il n’y a plus rien à décider.`,
  },
  ASK_IN_VOTE: {
    en: ({ code }) => `The steering committee is voting on ${code}. Wait until the vote has closed.`,
    fr: ({ code }) => `Le comité de pilotage vote sur ${code}. Attendez la clôture du vote.`,
  },
  ASK_INCOMPLETE: {
    en: ({ code }) => `${code} has no options to vote on yet. Ask its author to add details first.`,
    fr: ({ code }) =>
      `${code} n’a pas encore d’options à soumettre au vote. Elle doit d’abord être complétée par la personne qui l’a faite.`,
  },
  ASK_ANSWERED: {
    en: ({ code }) => `The question about ${code} is already closed.`,
    fr: ({ code }) => `La question sur ${code} est déjà close.`,
  },
  UNDO_TOO_LATE: {
    en: ({ decision }) =>
      `The team has been told, so ${decision} can’t be undone. Add a new decision that replaces it.`,
    fr: ({ decision }) =>
      `L’équipe a déjà reçu ${decision}, qui ne peut plus être annulée. Saisissez une nouvelle décision, qui la remplace.`,
  },
  UNDO_OF_VOTE: {
    en: ({ decision }) =>
      `${decision} was a committee vote, so one person can’t undo it. Add a new decision that replaces it.`,
    fr: ({ decision }) =>
      `${decision} résulte d’un vote du comité\u00a0: une personne ne peut pas l’annuler à elle seule. Saisissez une nouvelle décision, qui la remplace.`,
  },
  DECIDER_OUTSIDE: {
    en: ({ name, program }) => `${name} has no role in ${program}. Choose someone who does; they can delegate it.`,
    fr: ({ name, program }) =>
      `${name} n’a pas de rôle dans ${program}. Choisissez une personne qui en a un\u00a0; elle pourra toujours déléguer.`,
  },
  DELEGATE_OUTSIDE: {
    en: ({ name, program }) =>
      `${name} has no role in ${program}. Choose someone who does, or tick the box to confirm.`,
    fr: ({ name, program }) =>
      `${name} n’a pas de rôle dans ${program}. Choisissez une personne qui en a un, ou cochez la case pour confirmer.`,
  },
  DECIDER_ASKS: {
    en: ({ name }) =>
      `${name} made this request, and no one decides their own. Choose someone else, or add a decision.`,
    fr: ({ name }) =>
      `${name} est à l’origine de cette demande, et personne ne tranche la sienne. Choisissez une autre personne, ou ajoutez une décision.`,
  },
  DECIDER_SAME: {
    en: ({ name }) => `${name} already decides this.`,
    fr: ({ name }) => `La décision est déjà confiée à ${name}.`,
  },
  NO_COMMITTEE: {
    en: ({ program }) => `${program} has no steering committee. Its leads can add one in the program’s settings.`,
    fr: ({ program }) =>
      `${program} n’a pas de comité de pilotage. Les responsables peuvent en ajouter un dans les réglages du programme.`,
  },
  NOT_A_VOTER: {
    en: ({ code }) => `Only the members of the steering committee vote on ${code}.`,
    fr: ({ code }) => `Seuls les membres du comité de pilotage votent sur ${code}.`,
  },
  VOTE_CLOSED: {
    en: ({ code }) => `The vote on ${code} has closed.`,
    fr: ({ code }) => `Le vote sur ${code} est clos.`,
  },
});
