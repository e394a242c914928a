/** What people are called, by their job and by what they are responsible for. */
export const people = {
  jobRole: {
    teaching: 'Teacher',
    support: 'Support staff',
    office: 'Office',
    site: 'Site team',
    leadership: 'Senior leader',
    supply: 'Supply teacher',
    trainee: 'Trainee teacher',
    contractor: 'Contractor',
    governor: 'Governor',
    volunteer: 'Volunteer',
  },
  lanternRole: {
    head: 'Headteacher',
    deputy_head: 'Deputy head',
    safeguarding_lead: 'Safeguarding lead',
    deputy_safeguarding_lead: 'Deputy safeguarding lead',
    coordinator: 'E-safety coordinator',
    chair_of_governors: 'Chair of governors',
    vice_chair: 'Vice-chair of governors',
    safeguarding_governor: 'Safeguarding governor',
    clerk: 'Clerk to the governors',
    admin: 'School office lead',
    ict_manager: 'ICT manager',
  },
} as const;
