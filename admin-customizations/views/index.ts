import type { Config } from 'payload'

type Views = NonNullable<NonNullable<NonNullable<Config['admin']>['components']>['views']>

/**
 * The own admin views; components are named by path, so that the config loads without Next. The titles are what a window is
 * called until `useTitle` names it in the person's language.
 */
export const views: Views = {
  dashboard: { Component: '/views/DashboardView#DashboardView' },
  submit: { Component: '/views/SubmitView#SubmitView', path: '/submit', meta: { title: '提交资源' } },
  queue: { Component: '/views/QueueView#QueueView', path: '/queue', meta: { title: '审核队列' } },
  review: { Component: '/views/ReviewView#ReviewView', path: '/review', meta: { title: '审核' } },
  administration: {
    Component: '/views/AdministrationView#AdministrationView',
    path: '/administration',
    exact: true,
    meta: { title: '系统管理' },
  },
}
