export const words = {
  title: 'Day sheet',
  intro: 'The day on paper, one page for each doctor. It has the names of patients.',
  day: 'Day',
  doctor: 'Doctor',
  everyone: 'Everyone',
  print: 'Print',
  none: 'Nobody works and nobody is booked on this day.',
} as const;
