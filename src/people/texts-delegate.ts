const en = {
  absence: (name: string, from: string, until: string) =>
    `${name} asked you to cover while they’re away, from ${from} to ${until}.`,
  absenceBy: (by: string, name: string, from: string, until: string) =>
    `${by} asked you to cover for ${name}, who is away from ${from} to ${until}.`,
  seat: (by: string, name: string, role: string, program: string) =>
    `${by} named you as cover for ${name} (${role}) in ${program}.`,
  meansAbsence: (name: string) =>
    `What this means: you get ${name}’s check-ins, and your answers appear as “${name}, by you”. Anything that needs their answer by a deadline comes to you too. Nothing else changes.`,
  meansSeat: (name: string) =>
    `What this means: you have the same rights as ${name} in this role, such as deciding or approving, and you get their check-ins while they’re away.`,
  decline: "I can’t do it",
  ifNot: "Can’t do it? Say so, and someone else can be named.",
  confirm: {
    title: "Decline to cover?",
    text: (name: string) =>
      `${name} (or the lead, while they’re away) will be told. You’ll stop getting their check-ins. Anything already with you stays with you until you answer it.`,
    yes: "I can’t do it",
    no: "Cancel",
  },
  over: (name: string) => `✓ You’re not covering for ${name}.`,
  why: (name: string) => `You were asked to cover for ${name}.`,
  declined: {
    absence: (delegate: string, from: string, until: string) =>
      `${delegate} can’t cover for you from ${from} to ${until}. Name someone else; otherwise it goes to the cover for your role, if there is one.`,
    seat: (delegate: string, role: string, program: string) =>
      `${delegate} won’t be covering your role (${role}) in ${program}. A program lead can name someone else.`,
    absenceOf: (delegate: string, name: string, from: string, until: string) =>
      `${delegate} can’t cover for ${name}, who is away from ${from} to ${until}. Name someone else; otherwise it goes to the cover for the role, if there is one.`,
    seatOf: (delegate: string, name: string, role: string, program: string) =>
      `${delegate} won’t be covering for ${name} (${role}) in ${program}, who is away now. You can name someone else under the program’s roles.`,
    nameAnother: "Name someone else…",
    programs: "Programs…",
    why: "The person covering for you declined.",
    whyFor: (name: string) => `${name} is away, and you can name someone else now.`,
  },
};

const fr: typeof en = {
  absence: (name, from, until) => `${name} vous confie son remplacement pendant son absence, du ${from} au ${until}.`,
  absenceBy: (by, name, from, until) =>
    `${by} vous demande de remplacer ${name} pendant son absence, du ${from} au ${until}.`,
  seat: (by, name, role, program) => `${by} vous demande de remplacer ${name} (${role}) dans «\u00a0${program}\u00a0».`,
  meansAbsence: (name) =>
    `Concrètement\u00a0: vous recevez les points d’étape destinés à ${name}, et vos réponses figurent ainsi\u00a0: «\u00a0${name}, par vous\u00a0». Ce qui attend une réponse de sa part dans un délai vous parvient aussi. Rien d’autre ne change.`,
  meansSeat: (name) =>
    `Concrètement\u00a0: vous avez les mêmes droits que ${name} dans ce rôle, par exemple décider ou approuver, et vous recevez ses demandes pendant ses absences.`,
  decline: "Je ne peux pas",
  ifNot: "Ce n’est pas possible\u00a0? Dites-le, et une autre personne pourra être désignée.",
  confirm: {
    title: "Refuser de remplacer\u00a0?",
    text: (name) =>
      `Un message est envoyé à ${name} ou, pendant son absence, aux responsables. Vous ne recevrez plus ses points d’étape\u00a0; ce qui vous a déjà été confié le reste jusqu’à votre réponse.`,
    yes: "Je ne peux pas",
    no: "Annuler",
  },
  over: (name) => `✓ Vous ne remplacez pas ${name}.`,
  why: (name) => `Vous recevez ce message parce que l’on vous a demandé de remplacer ${name}.`,
  declined: {
    absence: (delegate, from, until) =>
      `${delegate} ne peut pas vous remplacer du ${from} au ${until}. Désignez une autre personne\u00a0; à défaut, la demande ira au remplacement prévu pour votre rôle, s’il y en a un.`,
    seat: (delegate, role, program) =>
      `${delegate} renonce à vous remplacer (${role}, «\u00a0${program}\u00a0»). Les responsables du programme peuvent désigner une autre personne.`,
    absenceOf: (delegate, name, from, until) =>
      `${delegate} ne peut pas remplacer ${name} (absence du ${from} au ${until}). Désignez une autre personne\u00a0; à défaut, la demande ira au remplacement prévu pour ce rôle, s’il y en a un.`,
    seatOf: (delegate, name, role, program) =>
      `${delegate} renonce à remplacer ${name} (${role}, «\u00a0${program}\u00a0») pendant son absence. Vous pouvez désigner une autre personne dans les rôles du programme.`,
    nameAnother: "Désigner une autre personne…",
    programs: "Programmes…",
    why: "La personne qui devait vous remplacer a refusé.",
    whyFor: (name) => `${name} a signalé une absence\u00a0: vous pouvez désigner une autre personne dès maintenant.`,
  },
};

export const delegateTexts = { en, fr };
