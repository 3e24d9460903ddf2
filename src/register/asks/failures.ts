/** Why an act on an ask is refused. */
import { errorTable } from "../../platform/errors.ts";
import { dayAndMonth } from "../../platform/texts/language.ts";

export const askFailure = errorTable({
  ASK_NOT_YOURS: {
    en: ({ code, who }) => `${code} is for ${who} to decide.`,
    fr: ({ code, who }) => `La décision sur ${code} revient à ${who}.`,
  },
  ASK_ROLE_ENDED: {
    en: ({ code }) => `Your role in this program has ended, so ${code} is no longer yours to decide.`,
    fr: ({ code }) => `Votre rôle dans ce programme a pris fin\u00a0: ${code} ne relève plus de votre décision.`,
  },
  ASK_NOT_FOR_YOU: {
    en: ({ code, who }) => `This concerns whoever raised ${code}, and those who lead the program. Ask ${who}.`,
    fr: ({ code, who }) =>
      `Cela revient à l’auteur de ${code} et aux responsables du programme. Adressez-vous à ${who}.`,
  },
  ASK_DECIDED: {
    en: ({ on, who, outcome }) => `Decided on ${dayAndMonth({ locale: "en-GB" }, String(on))} by ${who}: ${outcome}`,
    fr: ({ on, who, outcome }) =>
      `Décidé le ${dayAndMonth({ locale: "fr-FR" }, String(on))} par ${who}\u00a0: ${outcome}`,
  },
  ASK_WITHDRAWN: {
    en: ({ code }) => `${code} was withdrawn: there is nothing left to decide.`,
    fr: ({ code }) => `${code} a été retirée\u00a0: il n’y a plus rien à décider.`,
  },
  ASK_IN_VOTE: {
    en: ({ code }) => `The steering committee is voting on ${code}. Wait until the vote has closed.`,
    fr: ({ code }) => `Le comité de pilotage vote sur ${code}. Attendez la clôture du vote.`,
  },
  ASK_INCOMPLETE: {
    en: ({ code }) => `${code} has no options to vote on yet. Ask its author to complete it first.`,
    fr: ({ code }) =>
      `${code} n’a pas encore d’options à soumettre au vote. Demandez d’abord à son auteur de la compléter.`,
  },
  ASK_ANSWERED: {
    en: ({ code }) => `The question about ${code} is settled already.`,
    fr: ({ code }) => `La question sur ${code} est déjà réglée.`,
  },
  UNDO_TOO_LATE: {
    en: ({ decision }) =>
      `Those who asked have been told, so ${decision} stands. Enter another decision that supersedes it.`,
    fr: ({ decision }) =>
      `Les demandeurs ont été prévenus\u00a0: ${decision} est acquise. Saisissez une autre décision qui la remplace.`,
  },
  UNDO_OF_VOTE: {
    en: ({ decision }) =>
      `The committee voted ${decision}, so nobody takes it back alone. Enter another decision that supersedes it.`,
    fr: ({ decision }) =>
      `Le comité a voté ${decision}\u00a0: personne ne l’annule seul. Saisissez une autre décision qui la remplace.`,
  },
  DECIDER_OUTSIDE: {
    en: ({ name, program }) => `${name} has no seat in ${program}. Choose somebody who has; they can still pass it on.`,
    fr: ({ name, program }) =>
      `${name} ne siège pas dans ${program}. Choisissez une personne qui y siège\u00a0; elle pourra toujours déléguer.`,
  },
  DELEGATE_OUTSIDE: {
    en: ({ name, program }) => `${name} has no seat in ${program}. Choose somebody who has, or tick that you mean it.`,
    fr: ({ name, program }) =>
      `${name} ne siège pas dans ${program}. Choisissez une personne qui y siège, ou cochez la case pour confirmer.`,
  },
  DECIDER_ASKS: {
    en: ({ name }) =>
      `${name} raised it, and nobody decides their own ask. Choose somebody else, or record a decision.`,
    fr: ({ name }) =>
      `${name} est à l’origine de cette demande, et personne ne tranche la sienne. Choisissez quelqu’un d’autre, ou enregistrez une décision.`,
  },
  DECIDER_SAME: {
    en: ({ name }) => `${name} decides it already.`,
    fr: ({ name }) => `La décision revient déjà à ${name}.`,
  },
  NO_COMMITTEE: {
    en: ({ program }) => `${program} has no steering committee. Its lead can name one in the program’s settings.`,
    fr: ({ program }) =>
      `${program} n’a pas de comité de pilotage. Le responsable peut en nommer un dans les réglages du programme.`,
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
