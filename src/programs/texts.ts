import { plural } from "../platform/texts/language.ts";
import type { CheckInRhythm } from "./events.ts";
import type { SeatRole } from "./table.ts";

const en = {
  role: {
    lead: "Lead",
    deputy: "Deputy",
    sponsor: "Sponsor",
    steering: "Steering committee",
    secretary: "Secretary of the committee",
    team: "Working team",
  } satisfies Record<SeatRole, string>,
  form: {
    newTitle: "New program",
    editTitle: "Edit program",
    save: "Save",
    close: "Cancel",
    title: "Title",
    key: "Key",
    keyHint:
      "Starts its item codes, like LOY-REQ-2. 2 to 5 letters; left empty, they come from the title. Fixed from then on.",
    keyFixed: (key: string) => `Key: ${key}`,
    purpose: "Purpose",
    purposeHint: "One sentence: why this program exists.",
    leaving:
      "People you remove get no more check-ins here, even if added by name, and can’t read the program any more. What they had to decide or do goes to the next person in the same role, otherwise to the level above, otherwise to the lead. Everyone concerned will be told.",
    benefits: "Expected benefits",
    benefitsHint: "What will improve, with numbers if you can.",
    lead: "Lead",
    leadHint:
      "Sets up check-ins and reads every answer. Lead, deputy and office alone see who hasn’t answered; the team sees how many have, from five people on.",
    deputy: "Deputy",
    sponsors: "Sponsors",
    sponsorsHint: "Get the digest, and what needs their decision.",
    rhythms: "Rhythms",
    rhythm: {
      weekly: "Weekly progress",
      monthly: "Monthly digest for the sponsor",
      daily: "Daily check-in",
    } satisfies Record<CheckInRhythm, string>,
    rhythmHint: {
      weekly: "The lead is asked once a week.",
      monthly: "The lead writes on the last working day; the sponsor gets it three working days later.",
      daily: "The team is asked each working day.",
    } satisfies Record<CheckInRhythm, string>,
    steering: "Steering committee",
    team: "Working team",
    teamFrom: "Add everyone from a channel to the team",
    teamFromHint: "Apps, deactivated accounts, people from other companies and single-channel guests are skipped.",
    channel: "Channel",
    holidays: "Public holidays for everyone in this workspace",
    holidaysHint: "For people whose time zone is there. Change it any time: /drumbeat admin.",
    channelHint: "Each check-in’s summary is posted here. Invite the app first: /invite @drumbeat",
    starts: "Start",
    ends: "Planned end",
    visibility: "Who can see the program?",
    members: "Program members",
    membersHint: "Lead, deputy, sponsors, committee and team",
    workspace: "The whole workspace",
    workspaceHint: "Team answers may appear in its channel",
    more: "More details",
    filled: (added: number, left: number) =>
      `${added} ${plural("en", added, "person", "people")} added${left > 0 ? `, ${left} skipped (apps, deactivated or external accounts)` : ""}.`,
  },
  fieldErrors: {
    required: "Please fill this in.",
    noTeam: "The daily check-in asks the team: add someone, or untick it.",
    endBeforeStart: "The end date is before the start date.",
  },
  list: {
    fallback: (count: number) => `You have ${count} ${plural("en", count, "program", "programs")}.`,
    people: (lead: string, sponsors: string, team: number) =>
      [`Lead: ${lead || "nobody"}`, sponsors && `Sponsors: ${sponsors}`, `Team: ${team}`].filter(Boolean).join(" · "),
    closed: "closed",
    noCheckIn: "No check-ins yet.",
    checkIns: (count: number) => `${count} ${plural("en", count, "check-in", "check-ins")}`,
    addCheckIn: "Add a check-in",
    openCheckIns: "Check-ins",
    askFirst: "Ask the first question now",
    plan: "Coming up",
    reopen: "Reopen",
    edit: "Edit…",
    seats: "Roles and dates…",
    paused: (day: string) => `paused until ${day}`,
    goOn: "Go on now",
    goesOn: (title: string) => `${title} goes on. Check-ins resume on their next dates.`,
    close: "Close program…",
    closePortfolio: "Close portfolio…",
    digest: "Digest",
    create: "Create a program",
    more: (count: number) => `${count} more`,
  },
  home: { choose: "Choose an action" },
  channelProblem: "Drumbeat can’t post to its channel",
  saved: {
    changed: (title: string) => `${title} saved.`,
    created: (title: string) => `*${title}* is set up.`,
    "handed-over": (title: string) => `*${title}* is set up. Its lead gets a message.`,
    fed: (title: string) => `*${title}*: monthly check-in added.`,
    lead: (title: string, by: string) => `${by} made you lead of *${title}*. You decide who’s asked what, and when.`,
    deputy: (title: string, by: string) => `${by} made you deputy of *${title}*. You lead it while its lead is away.`,
    addOne: "Next: add a check-in.",
  },
  digest: { monthly: "Monthly digest", quarterly: "Quarterly digest", annual: "Annual digest" },
  unfed: {
    line: (title: string, sponsors: string) => `*${title}*: no check-in feeds the digest of ${sponsors}.`,
    add: "Add monthly check-in",
  },
  seats: {
    title: "Roles",
    done: "Done",
    change: "Change…",
    from: (date: string) => `from ${date}`,
    until: (date: string) => `until ${date}`,
    more: (count: number) => `and ${count} more under “Edit”`,
    formTitle: "Edit role",
    fromLabel: "First day",
    untilLabel: "Last day",
    untilHint:
      "From the next day on, they get no check-ins here, even if added by name, and can’t read the program any more; what was theirs goes to the next person in the role.",
  },
  first: {
    text: "Drumbeat asks the people of a program short questions on schedule, and turns their answers into a digest on which its sponsor decides.",
    step: "*First step*: create a program. One form names its sponsor and team, and ticks its rhythms.",
    create: "Create a program",
    ask: (admins: string) => `You can’t create programs here. Ask ${admins}.`,
    none: "You’re not in a program right now. Ask a lead to add you, or create your own.",
    made: (programs: string) => `You set up ${programs} for others; you have no role there.`,
    closed: (title: string, day: string) => `“${title}” was closed on ${day}.`,
  },
  naming: {
    button: "Name a lead…",
    title: "Name a lead",
    person: "Who leads it from today on",
    hint: "They get a message with what comes next.",
    required: "Choose who leads it.",
    done: (name: string, program: string) => `${name} leads ${program} now, and gets a message.`,
  },
  leadChanged: {
    leads: (names: string, title: string, count: number) =>
      `${names} ${count === 1 ? "leads" : "lead"} *${title}* now.`,
    left: (name: string, title: string) => `${name} no longer leads *${title}*.`,
    now: (names: string, count: number) => `${names} ${count === 1 ? "leads" : "lead"} it now.`,
    nobody: "Nobody leads it yet; its sponsors are asked to name somebody.",
  },
  notice: {
    channel: (title: string) =>
      `Drumbeat can’t post to the channel of *${title}*: it’s archived or deleted, or the app isn’t in it. Type /invite @drumbeat there, or choose another channel.`,
    left: (name: string, role: string, title: string) =>
      `${name} (${role}, *${title}*) has no Slack account any more: no check-ins, no digests. Give the role to someone else.`,
    declined: (name: string, role: string, title: string) =>
      `${name} declined the role ${role} in *${title}*. Name someone else.`,
    why: (title: string) => `You lead “${title}”, or cover for the lead, so problems to fix there come to you.`,
    edit: "Edit program",
  },
  closing: {
    title: "Close program",
    submit: "Close program",
    cancel: "Cancel",
    what: (title: string, cadences: number) =>
      `*${title}* will be closed. ${cadences} ${plural("en", cadences, "check-in stops", "check-ins stop")}, and its members get no more messages or digests about it, except a line in the next digest that it’s closed. Everything recorded is kept and can be exported. You can reopen it any time.`,
    open: (count: number) =>
      `${count} open ${plural("en", count, "item closes", "items close")} with it, and ${plural("en", count, "comes", "come")} back if you reopen it.`,
    portfolio: (title: string) =>
      `*${title}* will be closed. Its members no longer read or decide over the programs that it covers, which go on. Everything recorded is kept. Reopened, it gives them all of that back.`,
    portfolioTitle: "Close portfolio",
    closed: (title: string) => `${title} is closed. No more check-ins; everything recorded is kept.`,
    portfolioClosed: (title: string) => `${title} is closed. Its members no longer read the programs that it covered.`,
    reopen: "Reopen",
    reopened: (title: string) => `${title} is open again. Check-ins resume on their next dates.`,
    portfolioReopened: (title: string, count: number) =>
      `${title} is open again. Its members read ${count} ${plural("en", count, "program", "programs")}.`,
  },
  leadAway: {
    away: ({
      name,
      title,
      from,
      until,
      cover,
    }: Record<"name" | "title" | "from" | "until", string> & { cover: string | null }) =>
      `${name}, lead of ${title}, is away from ${from} to ${until}. ${cover === null ? "What’s asked of the lead comes to you." : `${cover} is covering.`}`,
    cancelled: (name: string) => `✓ ${name} isn’t away after all.`,
  },
  commands: {
    program: "see your programs; `/drumbeat program new` creates one",
    programLabel: "Programs",
  },
};

const fr: typeof en = {
  role: {
    lead: "Responsable",
    deputy: "Suppléance",
    sponsor: "Sponsor",
    steering: "Comité de pilotage",
    secretary: "Secrétariat du comité",
    team: "Équipe opérationnelle",
  },
  form: {
    newTitle: "Nouveau programme",
    editTitle: "Modifier le programme",
    save: "Enregistrer",
    close: "Annuler",
    title: "Titre",
    key: "Clé",
    keyHint:
      "Début des codes de ses éléments, comme LOY-REQ-2. 2 à 5 lettres\u00a0; vide\u00a0: celles du titre. Définitive.",
    keyFixed: (key) => `Clé\u00a0: ${key}`,
    purpose: "Finalité",
    purposeHint: "Une phrase\u00a0: pourquoi ce programme existe.",
    leaving:
      "Les personnes que vous retirez ne reçoivent plus rien ici, même ajoutées par leur nom, et n’ont plus accès au programme. Ce qu’elles avaient à décider ou à faire est confié à la personne suivante dans le même rôle, sinon au niveau supérieur, sinon aux responsables\u00a0; un message est envoyé à chaque personne concernée.",
    benefits: "Bénéfices attendus",
    benefitsHint: "Ce qui va s’améliorer, chiffré si possible.",
    lead: "Responsable",
    leadHint:
      "Met en place les points d’étape et lit toutes les réponses. Seuls responsable, suppléance et bureau voient qui n’a pas répondu\u00a0; l’équipe voit combien ont répondu, à partir de cinq personnes.",
    deputy: "Suppléance",
    sponsors: "Sponsors",
    sponsorsHint: "Reçoivent la synthèse, et ce qui demande leur décision.",
    rhythms: "Rythmes",
    rhythm: {
      weekly: "Point hebdomadaire",
      monthly: "Synthèse mensuelle pour le sponsor",
      daily: "Point quotidien",
    },
    rhythmHint: {
      weekly: "Demandé chaque semaine à la personne responsable.",
      monthly: "Le responsable écrit le dernier jour ouvré\u00a0; le sponsor la reçoit trois jours ouvrés après.",
      daily: "Demandé à l’équipe chaque jour ouvré.",
    },
    steering: "Comité de pilotage",
    team: "Équipe opérationnelle",
    teamFrom: "Ajouter à l’équipe tous les membres d’un canal",
    teamFromHint:
      "Sauf les applications, les comptes désactivés, les membres d’autres entreprises et les comptes limités à un seul canal.",
    channel: "Canal",
    holidays: "Jours fériés pour tout l’espace de travail",
    holidaysHint:
      "Pour qui a son fuseau horaire dans ce pays. À modifier à tout moment\u00a0: /drumbeat administration.",
    channelHint: "Le résumé de chaque occurrence y est publié. Invitez d’abord l’application\u00a0: /invite @drumbeat",
    starts: "Début",
    ends: "Fin prévue",
    visibility: "Qui peut voir le programme\u00a0?",
    members: "Membres du programme",
    membersHint: "Responsables, sponsors, comité, équipe",
    workspace: "Tout l’espace de travail",
    workspaceHint: "Les réponses de l’équipe peuvent apparaître dans le canal",
    more: "Plus de détails",
    filled: (added, left) =>
      `${added} ${plural("fr", added, "personne ajoutée", "personnes ajoutées")}${left > 0 ? `, ${left} ${plural("fr", left, "compte écarté", "comptes écartés")} (applications, comptes désactivés ou extérieurs)` : ""}.`,
  },
  fieldErrors: {
    required: "Merci de remplir ce champ.",
    noTeam: "Le point quotidien s’adresse à l’équipe\u00a0: ajoutez quelqu’un ou décochez-le.",
    endBeforeStart: "La date de fin précède la date de début.",
  },
  list: {
    fallback: (count) => `Vous avez ${count} ${plural("fr", count, "programme", "programmes")}.`,
    people: (lead, sponsors, team) =>
      [`Responsable\u00a0: ${lead || "personne"}`, sponsors && `Sponsors\u00a0: ${sponsors}`, `Équipe\u00a0: ${team}`]
        .filter(Boolean)
        .join(" · "),
    closed: "clos",
    noCheckIn: "Aucun point d’étape n’est encore en place.",
    checkIns: (count) => `${count} ${plural("fr", count, "point d’étape", "points d’étape")}`,
    addCheckIn: "Ajouter un point d’étape",
    openCheckIns: "Points d’étape",
    askFirst: "Poser la première question maintenant",
    plan: "À venir",
    reopen: "Rouvrir",
    edit: "Modifier…",
    seats: "Rôles et dates…",
    paused: (day) => `en pause jusqu’au ${day}`,
    goOn: "Reprendre maintenant",
    goesOn: (title) => `${title} reprend. Ses points d’étape reviennent à leur prochaine date.`,
    close: "Clore le programme…",
    closePortfolio: "Clore le portefeuille…",
    digest: "Synthèse",
    create: "Créer un programme",
    more: (count) => `${count} ${plural("fr", count, "autre", "autres")}`,
  },
  home: { choose: "Choisir une action" },
  channelProblem: "Drumbeat ne peut pas écrire dans son canal",
  saved: {
    changed: (title) => `${title} est enregistré.`,
    created: (title) => `*${title}* est en place.`,
    "handed-over": (title) => `*${title}* est en place. La personne responsable est prévenue.`,
    fed: (title) => `*${title}*\u00a0: le point mensuel est ajouté.`,
    lead: (title, by) => `${by} vous a confié *${title}*. Vous décidez de ce qui est demandé, à qui et quand.`,
    deputy: (title, by) =>
      `${by} vous a confié la suppléance de *${title}*. Vous le pilotez en l’absence de la personne responsable.`,
    addOne: "Prochaine étape\u00a0: ajouter un point d’étape.",
  },
  digest: { monthly: "Synthèse mensuelle", quarterly: "Synthèse trimestrielle", annual: "Synthèse annuelle" },
  unfed: {
    line: (title, sponsors) => `*${title}*\u00a0: aucun point d’étape n’alimente la synthèse de ${sponsors}.`,
    add: "Ajouter le mensuel",
  },
  seats: {
    title: "Rôles",
    done: "Terminé",
    change: "Modifier…",
    from: (date) => `à partir du ${date}`,
    until: (date) => `jusqu’au ${date}`,
    more: (count) => `et ${count} ${plural("fr", count, "autre", "autres")} dans «\u00a0Modifier\u00a0»`,
    formTitle: "Modifier le rôle",
    fromLabel: "Premier jour",
    untilLabel: "Dernier jour",
    untilHint:
      "Dès le lendemain, cette personne ne reçoit plus rien ici, même ajoutée par son nom, et n’a plus accès au programme\u00a0; ce qui l’attendait est confié à la personne suivante dans ce rôle.",
  },
  first: {
    text: "Drumbeat pose de courtes questions, à heures fixes, aux membres d’un programme et tire de leurs réponses une synthèse qui permet au sponsor de décider.",
    step: "*Première étape*\u00a0: créer un programme. Un seul formulaire en nomme le sponsor et l’équipe, et coche ses rythmes.",
    create: "Créer un programme",
    ask: (admins) => `Vous ne pouvez pas créer de programme ici. Adressez-vous à ${admins}.`,
    none: "Vous ne faites partie d’aucun programme en ce moment. Demandez aux responsables d’un programme de vous y ajouter, ou créez le vôtre.",
    made: (programs) => `Vous avez créé ${programs} pour d’autres\u00a0; vous n’y avez pas de rôle.`,
    closed: (title, day) => `«\u00a0${title}\u00a0»\u00a0: programme clos le ${day}`,
  },
  naming: {
    button: "Désigner un responsable…",
    title: "Désigner un responsable",
    person: "Responsable à partir d’aujourd’hui",
    hint: "Cette personne reçoit un message sur la suite.",
    required: "Choisissez une personne.",
    done: (name, program) => `${name} est désormais responsable de ${program} et reçoit un message.`,
  },
  leadChanged: {
    leads: (names, title, count) =>
      `${names} ${count === 1 ? "est désormais responsable" : "sont désormais responsables"} de *${title}*.`,
    left: (name, title) => `${name} n’est plus responsable de *${title}*.`,
    now: (names, count) =>
      `${names} ${count === 1 ? "en est désormais responsable" : "en sont désormais responsables"}.`,
    nobody: "Personne ne l’est pour l’instant ; ses sponsors sont invités à désigner quelqu’un.",
  },
  notice: {
    channel: (title) =>
      `Drumbeat ne peut plus écrire dans le canal du programme *${title}*\u00a0: il est archivé ou supprimé, ou l’application n’y est pas. Écrivez-y /invite @drumbeat ou choisissez un autre canal.`,
    left: (name, role, title) =>
      `${name} (${role}, *${title}*) n’a plus de compte Slack\u00a0: plus rien ne lui est demandé ni envoyé. Confiez ce rôle à une autre personne.`,
    declined: (name, role, title) =>
      `${name} a décliné le rôle «\u00a0${role}\u00a0» dans *${title}*. Désignez quelqu’un d’autre.`,
    why: (title) =>
      `Vous êtes responsable du programme «\u00a0${title}\u00a0», ou assurez le remplacement\u00a0: ce qu’il faut y corriger vous est signalé.`,
    edit: "Modifier le programme",
  },
  closing: {
    title: "Clore le programme",
    submit: "Clore le programme",
    cancel: "Annuler",
    what: (title, cadences) =>
      `*${title}* sera clos. ${cadences} ${plural("fr", cadences, "point d’étape s’arrête", "points d’étape s’arrêtent")}, et ses membres ne recevront plus de messages ni de synthèse à son sujet, sauf une ligne dans la prochaine synthèse pour signaler qu’il est clos. Ce qui a été enregistré est conservé et peut être exporté. Vous pouvez le rouvrir à tout moment.`,
    open: (count) =>
      `${count} ${plural("fr", count, "élément ouvert est clos avec lui, et revient si vous le rouvrez", "éléments ouverts sont clos avec lui, et reviennent si vous le rouvrez")}.`,
    portfolio: (title) =>
      `*${title}* sera clos. Ses membres ne liront plus les programmes couverts et ne décideront plus pour eux\u00a0; ces programmes continuent. Ce qui a été enregistré est conservé. Rouvert, il leur rend tout cela.`,
    portfolioTitle: "Clore le portefeuille",
    portfolioClosed: (title) => `${title} est clos. Ses membres ne lisent plus les programmes qu’il couvrait.`,
    closed: (title) =>
      `Le programme ${title} est clos. Plus aucun point d’étape n’est envoyé\u00a0; ce qui a été enregistré est conservé.`,
    reopen: "Rouvrir",
    reopened: (title) => `${title} est rouvert. Ses points d’étape reprennent à leur prochaine date.`,
    portfolioReopened: (title, count) =>
      `${title} est rouvert. Ses membres lisent ${count} ${plural("fr", count, "programme", "programmes")}.`,
  },
  leadAway: {
    away: ({ name, title, from, until, cover }) =>
      `${name}, responsable de «\u00a0${title}\u00a0», a signalé une absence du ${from} au ${until}. ${cover === null ? "Ce qui lui est demandé vous parvient." : `Remplacement\u00a0: ${cover}.`}`,
    cancelled: (name) => `✓ L’absence de ${name} est annulée.`,
  },
  commands: {
    program: "voir vos programmes\u00a0; `/drumbeat programme nouveau` en crée un",
    programLabel: "Programmes",
  },
};

export const programTexts = { en, fr };
