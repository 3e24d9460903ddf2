import type { Language } from "../platform/texts/language.ts";
import type { Seat } from "./roles.ts";

const en = (app: string) => {
  const seats: Record<Seat, string> = {
    sponsor: ", the sponsor",
    lead: ", the lead",
    deputy: ", the deputy",
    steering: ", of the steering committee",
    body: ", of the committee of a portfolio",
    secretary: ", the secretary",
    team: ", of the team",
    none: "",
  };
  return {
    who: (name: string, seat: Seat, hasPast: boolean) => ({
      title: `You’re ${name}${seats[seat]}`,
      text: `This is a Slack workspace on your machine${hasPast ? ", with weeks of check-ins already in it" : ""}. Here you choose whom you want to be; each person sees their own Slack, in their language and time zone.`,
    }),
    digest: {
      title: "This is the digest you get",
      text: `${app} wrote it from the answers of the teams. What needs you comes first: press an option to decide. The three dots at its end lead to the sources of each line.`,
    },
    messages: {
      title: `Here ${app} writes to you`,
      text: "What it asks comes as a short message at the time that suits you, and what it has to tell comes here too. Nothing yet? Move the clock in the next step.",
    },
    first: {
      title: "Begin with a program",
      text: `${app} asks the people of a program short questions on schedule, and turns their answers into a digest on which its sponsor decides. Press “Create a program”: one form sets all of it up.`,
    },
    other: {
      lead: (name: string) => ({
        title: `Switch to ${name}, the lead`,
        text: "Those who answer see the other side: what was decided, once it can no longer be undone, and short questions at the time that suits them.",
        offer: `Be ${name}`,
      }),
      sponsor: (name: string) => ({
        title: `Switch to ${name}, the sponsor`,
        text: "Whoever sponsors the program reads what became of your answers, and decides what you asked for.",
        offer: `Be ${name}`,
      }),
    },
    nobody: {
      title: "Switch person",
      text: "Choose another name: whoever you put into a program is asked, and sees the other side of it.",
      offer: "",
    },
    answer: {
      title: "Answer a check-in",
      text: "Press “Check in” on an open question, or “Edit” on one that was answered. What you save is in the next digest. You can also write to the app: try /drumbeat.",
    },
    clock: {
      title: "Move the clock",
      text: "Time is yours: let it run, or jump an hour, a day, or to the next thing that happens. Whatever is due on the way arrives as it would in Slack. A decision can be undone for ten minutes; then those who asked are told.",
      offer: "To the next event",
    },
  };
};

const fr = (app: string): ReturnType<typeof en> => {
  const seats: Record<Seat, string> = {
    sponsor: ", sponsor",
    lead: ", responsable de programme",
    deputy: ", responsable adjoint",
    steering: ", du comité de pilotage",
    body: ", du comité d’un portefeuille",
    secretary: ", au secrétariat du comité",
    team: ", de l’équipe",
    none: "",
  };
  return {
    who: (name, seat, hasPast) => ({
      title: `Vous êtes ${name}${seats[seat]}`,
      text: `Voici un espace de travail Slack sur votre machine${hasPast ? ", avec déjà plusieurs semaines de points d’étape" : ""}. Choisissez ici qui vous voulez être : chaque personne voit son propre Slack, dans sa langue et à son heure.`,
    }),
    digest: {
      title: "Voici la synthèse que vous recevez",
      text: `${app} l’a rédigée à partir des réponses des équipes. Ce qui demande votre intervention vient en premier ; sous une demande qui vous attend, choisissez une option pour décider. Les trois points, à la fin, mènent aux sources de chaque ligne.`,
    },
    messages: {
      title: `${app} vous écrit ici`,
      text: "Ses questions arrivent par un court message, au moment qui vous convient, et ses nouvelles aussi. Rien encore ? Avancez l’horloge à l’étape suivante.",
    },
    first: {
      title: "Commencez par un programme",
      text: `${app} pose de courtes questions, à heures fixes, aux membres d’un programme et tire de leurs réponses une synthèse qui permet au sponsor de décider. Cliquez sur « Créer un programme » : un seul formulaire met tout en place.`,
    },
    other: {
      lead: (name) => ({
        title: `Soyez maintenant ${name}, responsable du programme`,
        text: "Qui répond voit l’autre côté : ce qui a été décidé, une fois que c’est définitif, et quelques questions courtes, au moment qui convient.",
        offer: `Être ${name}`,
      }),
      sponsor: (name) => ({
        title: `Soyez maintenant ${name}, sponsor du programme`,
        text: "Le sponsor lit ce que sont devenues vos réponses et décide de ce que vous avez demandé.",
        offer: `Être ${name}`,
      }),
    },
    nobody: {
      title: "Soyez quelqu’un d’autre",
      text: "Choisissez un autre nom : toute personne que vous placez dans un programme reçoit des questions et en voit l’autre côté.",
      offer: "",
    },
    answer: {
      title: "Répondez à un point d’étape",
      text: "Ouvrez une question en attente, ou modifiez une réponse déjà donnée : ce que vous enregistrez figure dans la prochaine synthèse. Vous pouvez aussi écrire à l’application : essayez /drumbeat.",
    },
    clock: {
      title: "Avancez l’horloge",
      text: "Le temps est à vous : laissez-le s’écouler, ou avancez d’une heure, d’un jour ou jusqu’au prochain événement. Tout ce qui est dû en chemin arrive comme dans Slack. Une décision peut être annulée pendant dix minutes ; ensuite, les demandeurs sont prévenus.",
      offer: "Au prochain événement",
    },
  };
};

export const tourTexts: Record<Language, typeof en> = { en, fr };
