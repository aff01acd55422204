/** Every page; each component becomes a chunk of its own. */
export const routes = [
  { path: '/login', component: '@/pages/users/LoginPage', title: 'Log in · Oatfin' },
  { path: '/sign-up', component: '@/pages/users/SignUpPage', title: 'Sign up · Oatfin' },
  {
    path: '/',
    component: '@/components/shell/Shell',
    routes: [
      { path: '/', redirect: '/apps' },
      { path: '/apps', component: '@/pages/apps/AppsPage' },
      { path: '/apps/dependencies', component: '@/pages/apps/graph/GraphPage' },
      { path: '/apps/new', component: '@/pages/apps/NewAppPage' },
      {
        path: '/apps/:id',
        component: '@/pages/apps/AppPage',
        routes: [
          { path: '/apps/:id', component: '@/pages/apps/overview/OverviewTab' },
          { path: '/apps/:id/overview', component: '@/pages/apps/overview/OverviewTab' },
          { path: '/apps/:id/deployments', component: '@/pages/apps/deployments/DeploymentsTab' },
          { path: '/apps/:id/schedules', component: '@/pages/apps/schedules/SchedulesTab' },
          { path: '/apps/:id/revisions', component: '@/pages/apps/revisions/RevisionsTab' },
          { path: '/apps/:id/logs', component: '@/pages/apps/logs/LogsTab' },
          { path: '/apps/:id/settings', component: '@/pages/apps/settings/SettingsTab' },
        ],
      },
      { path: '/apps/:id/deployments/:deploymentId', component: '@/pages/deployments/DeploymentPage' },
      {
        path: '/schedules',
        component: '@/pages/schedules/SchedulesPage',
        routes: [
          { path: '/schedules', component: '@/pages/schedules/list/ComingTab' },
          { path: '/schedules/calendar', component: '@/pages/schedules/calendar/CalendarTab' },
          { path: '/schedules/history', component: '@/pages/schedules/history/HistoryTab' },
        ],
      },
      { path: '/schedules/new', component: '@/pages/schedules/form/NewSchedulePage' },
      { path: '/schedules/:id', component: '@/pages/schedules/detail/SchedulePage' },
      { path: '/schedules/:id/edit', component: '@/pages/schedules/form/EditSchedulePage' },
      { path: '/queue', component: '@/pages/queue/QueuePage' },
      { path: '/freezes', component: '@/pages/freezes/FreezesPage' },
      { path: '/registries', component: '@/pages/registries/RegistriesPage' },
      { path: '/profile', component: '@/pages/users/ProfilePage' },
      { path: '*', component: '@/components/feedback/NotFound' },
    ],
  },
];
