/** What check-ins say when somebody asks why a message came. */
const en = {
  why: {
    rule: (cadence: string, program: string, rule: string) => `“${cadence}” (“${program}”) goes out ${rule}.`,
    seats: (program: string, seats: string) => `You’re getting this because of your role in “${program}”: ${seats}.`,
    through: (sources: string) => `You’re getting this because you’re in ${sources}.`,
    named: (program: string) => `You’re getting this because the leads of “${program}” added you.`,
    summary: (program: string) => `You’re on the team of “${program}”, which has no channel of its own.`,
    silent: (program: string) =>
      `You lead “${program}”, so at the deadline you (and only you) see who hasn’t answered.`,
  },
  ask: "Why did I get this?",
};

const fr: typeof en = {
  why: {
    rule: (cadence, program, rule) =>
      `Point d’étape «\u00a0${cadence}\u00a0», programme «\u00a0${program}\u00a0»\u00a0: ${rule}.`,
    seats: (program, seats) =>
      `Vous recevez ce message au titre de votre rôle dans «\u00a0${program}\u00a0»\u00a0: ${seats}.`,
    through: (sources) => `Vous recevez ce message parce que vous faites partie de ${sources}.`,
    named: (program) => `Vous recevez ce message à la demande des responsables du programme «\u00a0${program}\u00a0».`,
    summary: (program) => `Vous faites partie de l’équipe de «\u00a0${program}\u00a0», qui n’a pas de canal.`,
    silent: (program) =>
      `Vous pilotez «\u00a0${program}\u00a0»\u00a0: à l’échéance, la liste des réponses manquantes n’est envoyée qu’à vous.`,
  },
  ask: "Pourquoi ce message\u00a0?",
};

export const contactTexts = { en, fr };
