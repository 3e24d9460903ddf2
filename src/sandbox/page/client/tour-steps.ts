import type { Shared } from "./shared.ts";
import type { ShownPerson } from "./wire.ts";

export interface TourStep {
  title: string;
  text: string;
  /** A selector of what the step speaks of; the last that matches. */
  target: string;
  offer?: { label: string; act(): void };
  /** The person has done it: the tour goes on by itself. */
  isDone?(shared: Shared): boolean;
}

/** In the language of whoever one is at the moment. */
export function tourSteps(shared: Shared): TourStep[] {
  const { start, seen, me, go } = shared;
  const named = (handle: string | null): ShownPerson | undefined =>
    [...seen.people.values()].find((person) => person.handle === handle);
  const sponsor = named(start.sponsor)?.name ?? me.name;
  const lead = named(start.lead)?.name ?? me.name;
  const texts = (me.locale.toLowerCase().startsWith("fr") ? fr : en)(sponsor, lead, start.app.name);
  return [
    { ...texts.who, target: "[data-tour=me]" },
    { ...texts.digest, target: "[data-digest=true]" },
    {
      ...texts.clock,
      target: "[data-tour=clock]",
      offer: { label: texts.clock.offer, act: () => document.querySelector<HTMLElement>("[data-move=next]")?.click() },
    },
    {
      ...texts.lead,
      target: "[data-tour=me]",
      offer: { label: texts.lead.offer, act: () => start.lead !== null && go({ handle: start.lead }) },
      isDone: ({ me: now }) => now.handle === start.lead,
    },
    { ...texts.answer, target: ".message .button:first-child" },
  ];
}

const en = (sponsor: string, lead: string, app: string) => ({
  who: {
    title: `You are ${sponsor}, the sponsor`,
    text: "This is a Slack workspace on your machine, with weeks of check-ins already in it. Here you choose whom you want to be; each person sees their own Slack, in their language and time zone.",
  },
  digest: {
    title: "This is the digest a sponsor gets",
    text: `${app} wrote it from the answers of the teams. What needs you stands first: press an option below an ask to decide it. “Show sources” at its end says where each line comes from.`,
  },
  lead: {
    title: `Now be ${lead}, the lead`,
    text: "Those who answer see the other side: what you decided, once it can no longer be undone, and short questions at the time that suits them.",
    offer: `Be ${lead}`,
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
});

const fr = (sponsor: string, lead: string, app: string): ReturnType<typeof en> => ({
  who: {
    title: `Vous êtes ${sponsor}, le sponsor`,
    text: "Voici un espace de travail Slack sur votre machine, avec déjà plusieurs semaines de points d’étape. Choisissez ici qui vous voulez être : chaque personne voit son propre Slack, dans sa langue et à son heure.",
  },
  digest: {
    title: "Voici la synthèse que reçoit un sponsor",
    text: `${app} l’a rédigée à partir des réponses des équipes. Ce qui demande votre intervention vient en premier : pour décider, choisissez une option sous la demande. Le bouton de fin montre d’où vient chaque ligne.`,
  },
  lead: {
    title: `Soyez maintenant ${lead}, responsable du programme`,
    text: "Qui répond voit l’autre côté : quelques questions courtes, au moment qui convient.",
    offer: `Être ${lead}`,
  },
  answer: {
    title: "Répondez à un point d’étape",
    text: "Ouvrez une question en attente, ou modifiez une réponse déjà donnée : ce que vous enregistrez figure dans la prochaine synthèse. Vous pouvez aussi écrire à l’application : essayez /drumbeat.",
  },
  clock: {
    title: "Avancez l’horloge",
    text: "Le temps est à vous : laissez-le s’écouler, ou avancez d’une heure, d’un jour ou jusqu’au prochain événement. Tout ce qui est dû en chemin arrive comme dans Slack. Une décision peut être annulée pendant dix minutes ; ensuite, les demandeurs sont prévenus.",
    offer: "Au prochain événement",
  },
});
