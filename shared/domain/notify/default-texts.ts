import type { TextKind } from '../../model/message-text.ts';
import type { Language } from '../../model/notification.ts';

/** How a language says what is not in the texts. */
interface Phrases {
  readonly locale: string;
  readonly doctor: (name: string) => string;
  readonly offers: (times: string) => string;
  readonly noOffers: string;
  /** How many visits there are beside those that are named. */
  readonly more: (count: number) => string;
}

export const PHRASES: Readonly<Record<Language, Phrases>> = {
  en: {
    locale: 'en-GB',
    doctor: (name) => `Dr. ${name}`,
    offers: (times) => `We can offer you: ${times}. Please call us.`,
    noOffers: 'Please call us for another time.',
    more: (count) => `and ${count} more`,
  },
  hi: {
    locale: 'hi-IN-u-nu-latn',
    doctor: (name) => `डॉ. ${name}`,
    offers: (times) => `हम ये समय दे सकते हैं: ${times}। कृपया हमें फ़ोन करें।`,
    noOffers: 'दूसरे समय के लिए कृपया हमें फ़ोन करें।',
    more: (count) => `और ${count} अन्य`,
  },
  bn: {
    locale: 'bn-IN-u-nu-latn',
    doctor: (name) => `ডাঃ ${name}`,
    offers: (times) => `আমরা এই সময়গুলি দিতে পারি: ${times}। অনুগ্রহ করে ফোন করুন।`,
    noOffers: 'অন্য সময়ের জন্য অনুগ্রহ করে আমাদের ফোন করুন।',
    more: (count) => `এবং আরও ${count}টি`,
  },
};

/** What each kind says unless the clinic says it in other words. */
export const TEXTS: Readonly<Record<Language, Readonly<Record<TextKind, string>>>> = {
  en: {
    booked: 'Dear {patient}, you are booked with {doctor} on {date} at {time}, {branch}. {clinic}',
    moved:
      'Dear {patient}, your appointment is now with {doctor} on {date} at {time}, {branch}. {clinic}',
    cancelled:
      'Dear {patient}, your appointment with {doctor} on {date} at {time} is cancelled. {clinic}',
    displaced:
      'Dear {patient}, your appointment with {doctor} on {date} at {time} cannot take place. {offers} {clinic}',
    offer:
      'Dear {patient}, a time is free: {doctor} on {date} at {time}, {branch}. Call us until {deadline} and it is yours. {clinic}',
    reminder:
      'Dear {patient}, this is to remind you: {doctor} on {date} at {time}, {branch}. {clinic}',
    'several-booked':
      'Dear {patient}, you are booked for {count} appointments with {doctor}, {branch}: {visits}. {clinic}',
    'several-moved':
      'Dear {patient}, {count} of your appointments with {doctor}, {branch}, have new times: {visits}. {clinic}',
    'several-cancelled':
      'Dear {patient}, {count} of your appointments with {doctor} are cancelled: {visits}. {clinic}',
    'several-displaced':
      'Dear {patient}, {count} of your appointments with {doctor} cannot take place: {visits}. {offers} {clinic}',
  },
  hi: {
    booked:
      'नमस्ते {patient}, {date} को {time} बजे {doctor} के साथ आपका अपॉइंटमेंट तय है, {branch}। {clinic}',
    moved:
      'नमस्ते {patient}, आपका अपॉइंटमेंट अब {date} को {time} बजे {doctor} के साथ है, {branch}। {clinic}',
    cancelled:
      'नमस्ते {patient}, {date} को {time} बजे {doctor} के साथ आपका अपॉइंटमेंट रद्द कर दिया गया है। {clinic}',
    displaced:
      'नमस्ते {patient}, {date} को {time} बजे {doctor} के साथ आपका अपॉइंटमेंट नहीं हो सकेगा। {offers} {clinic}',
    offer:
      'नमस्ते {patient}, एक समय खाली है: {date} को {time} बजे {doctor}, {branch}। {deadline} तक हमें फ़ोन करें, तो यह आपका है। {clinic}',
    reminder: 'नमस्ते {patient}, याद दिला दें: {date} को {time} बजे {doctor}, {branch}। {clinic}',
    'several-booked':
      'नमस्ते {patient}, {doctor} के साथ आपके {count} अपॉइंटमेंट तय हैं, {branch}: {visits}। {clinic}',
    'several-moved':
      'नमस्ते {patient}, {doctor} के साथ आपके {count} अपॉइंटमेंट के नए समय हैं, {branch}: {visits}। {clinic}',
    'several-cancelled':
      'नमस्ते {patient}, {doctor} के साथ आपके {count} अपॉइंटमेंट रद्द कर दिए गए हैं: {visits}। {clinic}',
    'several-displaced':
      'नमस्ते {patient}, {doctor} के साथ आपके {count} अपॉइंटमेंट नहीं हो सकेंगे: {visits}। {offers} {clinic}',
  },
  bn: {
    booked:
      'নমস্কার {patient}, {date} {time}-এ {doctor}-এর সঙ্গে আপনার অ্যাপয়েন্টমেন্ট ঠিক হয়েছে, {branch}। {clinic}',
    moved:
      'নমস্কার {patient}, আপনার অ্যাপয়েন্টমেন্ট এখন {date} {time}-এ {doctor}-এর সঙ্গে, {branch}। {clinic}',
    cancelled:
      'নমস্কার {patient}, {date} {time}-এ {doctor}-এর সঙ্গে আপনার অ্যাপয়েন্টমেন্ট বাতিল হয়েছে। {clinic}',
    displaced:
      'নমস্কার {patient}, {date} {time}-এ {doctor}-এর সঙ্গে আপনার অ্যাপয়েন্টমেন্ট হতে পারছে না। {offers} {clinic}',
    offer:
      'নমস্কার {patient}, একটি সময় খালি আছে: {date} {time}-এ {doctor}, {branch}। {deadline}-এর মধ্যে আমাদের ফোন করলে এটি আপনার। {clinic}',
    reminder: 'নমস্কার {patient}, মনে করিয়ে দিচ্ছি: {date} {time}-এ {doctor}, {branch}। {clinic}',
    'several-booked':
      'নমস্কার {patient}, {doctor}-এর সঙ্গে আপনার {count}টি অ্যাপয়েন্টমেন্ট ঠিক হয়েছে, {branch}: {visits}। {clinic}',
    'several-moved':
      'নমস্কার {patient}, {doctor}-এর সঙ্গে আপনার {count}টি অ্যাপয়েন্টমেন্টের নতুন সময়, {branch}: {visits}। {clinic}',
    'several-cancelled':
      'নমস্কার {patient}, {doctor}-এর সঙ্গে আপনার {count}টি অ্যাপয়েন্টমেন্ট বাতিল হয়েছে: {visits}। {clinic}',
    'several-displaced':
      'নমস্কার {patient}, {doctor}-এর সঙ্গে আপনার {count}টি অ্যাপয়েন্টমেন্ট হতে পারছে না: {visits}। {offers} {clinic}',
  },
};

export const SUBJECTS: Readonly<Record<Language, Readonly<Record<TextKind, string>>>> = {
  en: {
    booked: 'Your appointment on {date}',
    moved: 'Your appointment has moved to {date}',
    cancelled: 'Your appointment on {date} is cancelled',
    displaced: 'Your appointment on {date} cannot take place',
    offer: 'A time on {date} at {time} is free',
    reminder: 'Your appointment on {date} at {time}',
    'several-booked': 'Your {count} appointments',
    'several-moved': '{count} of your appointments have moved',
    'several-cancelled': '{count} of your appointments are cancelled',
    'several-displaced': '{count} of your appointments cannot take place',
  },
  hi: {
    booked: '{date} का आपका अपॉइंटमेंट',
    moved: 'आपका अपॉइंटमेंट अब {date} को है',
    cancelled: '{date} का आपका अपॉइंटमेंट रद्द है',
    displaced: '{date} का आपका अपॉइंटमेंट नहीं हो सकेगा',
    offer: '{date} को {time} बजे एक समय खाली है',
    reminder: '{date} को {time} बजे आपका अपॉइंटमेंट',
    'several-booked': 'आपके {count} अपॉइंटमेंट',
    'several-moved': 'आपके {count} अपॉइंटमेंट के नए समय',
    'several-cancelled': 'आपके {count} अपॉइंटमेंट रद्द हैं',
    'several-displaced': 'आपके {count} अपॉइंटमेंट नहीं हो सकेंगे',
  },
  bn: {
    booked: '{date} আপনার অ্যাপয়েন্টমেন্ট',
    moved: 'আপনার অ্যাপয়েন্টমেন্ট এখন {date}',
    cancelled: '{date} আপনার অ্যাপয়েন্টমেন্ট বাতিল',
    displaced: '{date} আপনার অ্যাপয়েন্টমেন্ট হতে পারছে না',
    offer: '{date} {time}-এ একটি সময় খালি আছে',
    reminder: '{date} {time}-এ আপনার অ্যাপয়েন্টমেন্ট',
    'several-booked': 'আপনার {count}টি অ্যাপয়েন্টমেন্ট',
    'several-moved': 'আপনার {count}টি অ্যাপয়েন্টমেন্টের নতুন সময়',
    'several-cancelled': 'আপনার {count}টি অ্যাপয়েন্টমেন্ট বাতিল',
    'several-displaced': 'আপনার {count}টি অ্যাপয়েন্টমেন্ট হতে পারছে না',
  },
};
