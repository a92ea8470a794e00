import { Nav as Nav_cd1d123f63a3aa7277b114fa5693b97c } from '../../../../admin-customizations/nav/Nav'
import { Icon as Icon_ab907b64888346be01c73b4008a82fb1 } from '../../../../admin-customizations/graphics/Icon'
import { Logo as Logo_18511c0cf9cf95761601ec48f5703bd5 } from '../../../../admin-customizations/graphics/Logo'
import { ForgotNote as ForgotNote_e46ef4888eee5bbe23aa2cd187550b08 } from '../../../../admin-customizations/login/ForgotNote'
import { LibraryLinks as LibraryLinks_46bcf0a15b4766437fdb60f560f2c5bd } from '../../../../admin-customizations/nav/LibraryLinks'
import { DashboardView as DashboardView_82a11fd6182d596641f4ad0b2f48cd8a } from '../../../../admin-customizations/views/DashboardView'
import { SubmitView as SubmitView_90256653b57a923618ddb21df4e91152 } from '../../../../admin-customizations/views/SubmitView'
import { QueueView as QueueView_c6d86f14e10ad93bd596447d7f4636ee } from '../../../../admin-customizations/views/QueueView'
import { ReviewView as ReviewView_a95a6a87b5c2322d8c4fa28f963ab271 } from '../../../../admin-customizations/views/ReviewView'
import { AdministrationView as AdministrationView_440832585f37a36fd95b09582cf4dc79 } from '../../../../admin-customizations/views/AdministrationView'
import { CollectionCards as CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1 } from '@payloadcms/next/rsc'

/** @type import('payload').ImportMap */
export const importMap = {
  "/nav/Nav#Nav": Nav_cd1d123f63a3aa7277b114fa5693b97c,
  "/graphics/Icon#Icon": Icon_ab907b64888346be01c73b4008a82fb1,
  "/graphics/Logo#Logo": Logo_18511c0cf9cf95761601ec48f5703bd5,
  "/login/ForgotNote#ForgotNote": ForgotNote_e46ef4888eee5bbe23aa2cd187550b08,
  "/nav/LibraryLinks#LibraryLinks": LibraryLinks_46bcf0a15b4766437fdb60f560f2c5bd,
  "/views/DashboardView#DashboardView": DashboardView_82a11fd6182d596641f4ad0b2f48cd8a,
  "/views/SubmitView#SubmitView": SubmitView_90256653b57a923618ddb21df4e91152,
  "/views/QueueView#QueueView": QueueView_c6d86f14e10ad93bd596447d7f4636ee,
  "/views/ReviewView#ReviewView": ReviewView_a95a6a87b5c2322d8c4fa28f963ab271,
  "/views/AdministrationView#AdministrationView": AdministrationView_440832585f37a36fd95b09582cf4dc79,
  "@payloadcms/next/rsc#CollectionCards": CollectionCards_f9c02e79a4aed9a3924487c0cd4cafb1
}
