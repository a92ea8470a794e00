import { MigrateUpArgs, MigrateDownArgs, sql } from '@payloadcms/db-sqlite'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.run(sql`CREATE TABLE \`users_sessions\` (
  	\`_order\` integer NOT NULL,
  	\`_parent_id\` text(36) NOT NULL,
  	\`id\` text PRIMARY KEY NOT NULL,
  	\`created_at\` text,
  	\`expires_at\` text NOT NULL,
  	FOREIGN KEY (\`_parent_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`users_sessions_order_idx\` ON \`users_sessions\` (\`_order\`);`)
  await db.run(sql`CREATE INDEX \`users_sessions_parent_id_idx\` ON \`users_sessions\` (\`_parent_id\`);`)
  await db.run(sql`CREATE TABLE \`users\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`school_id\` text(36),
  	\`district\` text,
  	\`staff_number\` text,
  	\`is_disabled\` integer DEFAULT false,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`email\` text NOT NULL,
  	\`reset_password_token\` text,
  	\`reset_password_expiration\` text,
  	\`salt\` text,
  	\`hash\` text,
  	\`reset_password_requested_at\` text,
  	\`login_attempts\` numeric DEFAULT 0,
  	\`lock_until\` text,
  	FOREIGN KEY (\`school_id\`) REFERENCES \`schools\`(\`id\`) ON UPDATE no action ON DELETE set null
  );
  `)
  await db.run(sql`CREATE INDEX \`users_school_idx\` ON \`users\` (\`school_id\`);`)
  await db.run(sql`CREATE INDEX \`users_staff_number_idx\` ON \`users\` (\`staff_number\`);`)
  await db.run(sql`CREATE INDEX \`users_updated_at_idx\` ON \`users\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`users_created_at_idx\` ON \`users\` (\`created_at\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`users_email_idx\` ON \`users\` (\`email\`);`)
  await db.run(sql`CREATE TABLE \`api_clients\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`name\` text NOT NULL,
  	\`district\` text,
  	\`school\` text,
  	\`purpose\` text,
  	\`is_disabled\` integer DEFAULT false,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`api_clients_updated_at_idx\` ON \`api_clients\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`api_clients_created_at_idx\` ON \`api_clients\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`districts\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`code\` text NOT NULL,
  	\`name\` text NOT NULL,
  	\`level\` text NOT NULL,
  	\`parent\` text,
  	\`is_local_code\` integer DEFAULT false,
  	\`county\` text,
  	\`city\` text,
  	\`province\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`districts_code_idx\` ON \`districts\` (\`code\`);`)
  await db.run(sql`CREATE INDEX \`districts_parent_idx\` ON \`districts\` (\`parent\`);`)
  await db.run(sql`CREATE INDEX \`districts_county_idx\` ON \`districts\` (\`county\`);`)
  await db.run(sql`CREATE INDEX \`districts_city_idx\` ON \`districts\` (\`city\`);`)
  await db.run(sql`CREATE INDEX \`districts_province_idx\` ON \`districts\` (\`province\`);`)
  await db.run(sql`CREATE INDEX \`districts_updated_at_idx\` ON \`districts\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`districts_created_at_idx\` ON \`districts\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`schools_stages\` (
  	\`order\` integer NOT NULL,
  	\`parent_id\` text(36) NOT NULL,
  	\`value\` text,
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`schools\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`schools_stages_order_idx\` ON \`schools_stages\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`schools_stages_parent_idx\` ON \`schools_stages\` (\`parent_id\`);`)
  await db.run(sql`CREATE TABLE \`schools\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`code\` text,
  	\`name\` text NOT NULL,
  	\`district\` text NOT NULL,
  	\`parent_school\` text,
  	\`is_base\` integer DEFAULT false,
  	\`is_pilot\` integer DEFAULT false,
  	\`is_weak\` integer DEFAULT false,
  	\`is_teaching_point\` integer DEFAULT false,
  	\`is_disabled\` integer DEFAULT false,
  	\`county\` text,
  	\`city\` text,
  	\`province\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`schools_code_idx\` ON \`schools\` (\`code\`);`)
  await db.run(sql`CREATE INDEX \`schools_district_idx\` ON \`schools\` (\`district\`);`)
  await db.run(sql`CREATE INDEX \`schools_county_idx\` ON \`schools\` (\`county\`);`)
  await db.run(sql`CREATE INDEX \`schools_city_idx\` ON \`schools\` (\`city\`);`)
  await db.run(sql`CREATE INDEX \`schools_province_idx\` ON \`schools\` (\`province\`);`)
  await db.run(sql`CREATE INDEX \`schools_updated_at_idx\` ON \`schools\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`schools_created_at_idx\` ON \`schools\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`stages\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`label\` text NOT NULL,
  	\`label_en\` text,
  	\`order\` numeric,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`stages_key_idx\` ON \`stages\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`stages_order_idx\` ON \`stages\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`stages_updated_at_idx\` ON \`stages\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`stages_created_at_idx\` ON \`stages\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`grades\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`label\` text NOT NULL,
  	\`label_en\` text,
  	\`order\` numeric,
  	\`stage\` text NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`grades_key_idx\` ON \`grades\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`grades_order_idx\` ON \`grades\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`grades_stage_idx\` ON \`grades\` (\`stage\`);`)
  await db.run(sql`CREATE INDEX \`grades_updated_at_idx\` ON \`grades\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`grades_created_at_idx\` ON \`grades\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`subjects\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`label\` text NOT NULL,
  	\`label_en\` text,
  	\`order\` numeric,
  	\`national_code\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`subjects_key_idx\` ON \`subjects\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`subjects_order_idx\` ON \`subjects\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`subjects_updated_at_idx\` ON \`subjects\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`subjects_created_at_idx\` ON \`subjects\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`textbooks\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`title\` text NOT NULL,
  	\`stage\` text NOT NULL,
  	\`grade\` text,
  	\`subject\` text NOT NULL,
  	\`edition\` text NOT NULL,
  	\`publisher\` text,
  	\`volume\` text,
  	\`curriculum_standard\` text,
  	\`approved_year\` numeric,
  	\`effective_from\` text,
  	\`effective_to\` text,
  	\`supersedes\` text,
  	\`source\` text,
  	\`notes\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`textbooks_key_idx\` ON \`textbooks\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`textbooks_stage_idx\` ON \`textbooks\` (\`stage\`);`)
  await db.run(sql`CREATE INDEX \`textbooks_grade_idx\` ON \`textbooks\` (\`grade\`);`)
  await db.run(sql`CREATE INDEX \`textbooks_subject_idx\` ON \`textbooks\` (\`subject\`);`)
  await db.run(sql`CREATE INDEX \`textbooks_supersedes_idx\` ON \`textbooks\` (\`supersedes\`);`)
  await db.run(sql`CREATE INDEX \`textbooks_updated_at_idx\` ON \`textbooks\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`textbooks_created_at_idx\` ON \`textbooks\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`catalogue_nodes\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`type\` text NOT NULL,
  	\`textbook\` text NOT NULL,
  	\`parent\` text,
  	\`title\` text NOT NULL,
  	\`order\` numeric,
  	\`path\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`catalogue_nodes_key_idx\` ON \`catalogue_nodes\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`catalogue_nodes_textbook_idx\` ON \`catalogue_nodes\` (\`textbook\`);`)
  await db.run(sql`CREATE INDEX \`catalogue_nodes_parent_idx\` ON \`catalogue_nodes\` (\`parent\`);`)
  await db.run(sql`CREATE INDEX \`catalogue_nodes_order_idx\` ON \`catalogue_nodes\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`catalogue_nodes_updated_at_idx\` ON \`catalogue_nodes\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`catalogue_nodes_created_at_idx\` ON \`catalogue_nodes\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`edition_adoptions\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`district\` text NOT NULL,
  	\`textbook\` text NOT NULL,
  	\`from_term\` text NOT NULL,
  	\`to_term\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`edition_adoptions_key_idx\` ON \`edition_adoptions\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`edition_adoptions_district_idx\` ON \`edition_adoptions\` (\`district\`);`)
  await db.run(sql`CREATE INDEX \`edition_adoptions_textbook_idx\` ON \`edition_adoptions\` (\`textbook\`);`)
  await db.run(sql`CREATE INDEX \`edition_adoptions_updated_at_idx\` ON \`edition_adoptions\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`edition_adoptions_created_at_idx\` ON \`edition_adoptions\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`asset_kinds\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`label\` text NOT NULL,
  	\`label_en\` text,
  	\`order\` numeric,
  	\`group\` text NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`asset_kinds_key_idx\` ON \`asset_kinds\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`asset_kinds_order_idx\` ON \`asset_kinds\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`asset_kinds_updated_at_idx\` ON \`asset_kinds\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`asset_kinds_created_at_idx\` ON \`asset_kinds\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`channels\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`label\` text NOT NULL,
  	\`label_en\` text,
  	\`order\` numeric,
  	\`description\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`channels_key_idx\` ON \`channels\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`channels_order_idx\` ON \`channels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`channels_updated_at_idx\` ON \`channels\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`channels_created_at_idx\` ON \`channels\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`resources\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`title\` text,
  	\`summary\` text,
  	\`keywords\` text,
  	\`owner\` text,
  	\`owner_name\` text,
  	\`school\` text,
  	\`channel\` text,
  	\`stage\` text,
  	\`grade\` text,
  	\`subject\` text,
  	\`textbook\` text,
  	\`node\` text,
  	\`contributors\` text,
  	\`minors_visible\` integer DEFAULT false,
  	\`consent_recorded\` integer DEFAULT false,
  	\`originality\` text,
  	\`rights_holder\` text,
  	\`licence\` text,
  	\`share_level\` text,
  	\`is_declared\` integer DEFAULT false,
  	\`is_hidden\` integer DEFAULT false,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`resources_owner_idx\` ON \`resources\` (\`owner\`);`)
  await db.run(sql`CREATE INDEX \`resources_school_idx\` ON \`resources\` (\`school\`);`)
  await db.run(sql`CREATE INDEX \`resources_updated_at_idx\` ON \`resources\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`resources_created_at_idx\` ON \`resources\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`resource_files\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`resource\` text NOT NULL,
  	\`owner\` text NOT NULL,
  	\`upload\` text NOT NULL,
  	\`name\` text NOT NULL,
  	\`kind\` text NOT NULL,
  	\`order\` numeric NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`resource_files_resource_idx\` ON \`resource_files\` (\`resource\`);`)
  await db.run(sql`CREATE INDEX \`resource_files_owner_idx\` ON \`resource_files\` (\`owner\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`resource_files_upload_idx\` ON \`resource_files\` (\`upload\`);`)
  await db.run(sql`CREATE INDEX \`resource_files_updated_at_idx\` ON \`resource_files\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`resource_files_created_at_idx\` ON \`resource_files\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`uploads\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`state\` text NOT NULL,
  	\`seq\` numeric NOT NULL,
  	\`drained_seq\` numeric NOT NULL,
  	\`dirty\` integer DEFAULT false,
  	\`pending\` text,
  	\`tus_id\` text NOT NULL,
  	\`resource\` text NOT NULL,
  	\`owner\` text NOT NULL,
  	\`name\` text NOT NULL,
  	\`declared_mime\` text,
  	\`size\` numeric NOT NULL,
  	\`sha256\` text,
  	\`mime\` text,
  	\`asset\` text,
  	\`probe\` text,
  	\`reasons\` text,
  	\`started_at\` text NOT NULL,
  	\`touched_at\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`uploads_state_idx\` ON \`uploads\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`uploads_dirty_idx\` ON \`uploads\` (\`dirty\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`uploads_tus_id_idx\` ON \`uploads\` (\`tus_id\`);`)
  await db.run(sql`CREATE INDEX \`uploads_resource_idx\` ON \`uploads\` (\`resource\`);`)
  await db.run(sql`CREATE INDEX \`uploads_owner_idx\` ON \`uploads\` (\`owner\`);`)
  await db.run(sql`CREATE INDEX \`uploads_touched_at_idx\` ON \`uploads\` (\`touched_at\`);`)
  await db.run(sql`CREATE INDEX \`uploads_updated_at_idx\` ON \`uploads\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`uploads_created_at_idx\` ON \`uploads\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`upload_locks\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`token\` text NOT NULL,
  	\`lease_until\` text NOT NULL,
  	\`is_release_asked\` integer DEFAULT false,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`upload_locks_key_idx\` ON \`upload_locks\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`upload_locks_updated_at_idx\` ON \`upload_locks\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`upload_locks_created_at_idx\` ON \`upload_locks\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`revisions\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`state\` text NOT NULL,
  	\`seq\` numeric NOT NULL,
  	\`drained_seq\` numeric NOT NULL,
  	\`dirty\` integer DEFAULT false,
  	\`pending\` text,
  	\`key\` text NOT NULL,
  	\`resource\` text NOT NULL,
  	\`number\` numeric NOT NULL,
  	\`title\` text,
  	\`owner\` text,
  	\`owner_name\` text,
  	\`school\` text,
  	\`school_name\` text,
  	\`county\` text,
  	\`city\` text,
  	\`province\` text,
  	\`channel\` text,
  	\`stage\` text,
  	\`grade\` text,
  	\`subject\` text,
  	\`textbook\` text,
  	\`node\` text,
  	\`node_path\` text,
  	\`kind\` text,
  	\`kinds\` text,
  	\`level\` text,
  	\`duration_seconds\` numeric,
  	\`metadata\` text,
  	\`contributors\` text,
  	\`files\` text,
  	\`outputs\` text,
  	\`machine\` text,
  	\`content_hash\` text,
  	\`technical_hash\` text,
  	\`round\` numeric,
  	\`submitted_at\` text,
  	\`decided_at\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`revisions_state_idx\` ON \`revisions\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`revisions_dirty_idx\` ON \`revisions\` (\`dirty\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`revisions_key_idx\` ON \`revisions\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`revisions_resource_idx\` ON \`revisions\` (\`resource\`);`)
  await db.run(sql`CREATE INDEX \`revisions_owner_idx\` ON \`revisions\` (\`owner\`);`)
  await db.run(sql`CREATE INDEX \`revisions_school_idx\` ON \`revisions\` (\`school\`);`)
  await db.run(sql`CREATE INDEX \`revisions_county_idx\` ON \`revisions\` (\`county\`);`)
  await db.run(sql`CREATE INDEX \`revisions_city_idx\` ON \`revisions\` (\`city\`);`)
  await db.run(sql`CREATE INDEX \`revisions_province_idx\` ON \`revisions\` (\`province\`);`)
  await db.run(sql`CREATE INDEX \`revisions_channel_idx\` ON \`revisions\` (\`channel\`);`)
  await db.run(sql`CREATE INDEX \`revisions_stage_idx\` ON \`revisions\` (\`stage\`);`)
  await db.run(sql`CREATE INDEX \`revisions_grade_idx\` ON \`revisions\` (\`grade\`);`)
  await db.run(sql`CREATE INDEX \`revisions_subject_idx\` ON \`revisions\` (\`subject\`);`)
  await db.run(sql`CREATE INDEX \`revisions_textbook_idx\` ON \`revisions\` (\`textbook\`);`)
  await db.run(sql`CREATE INDEX \`revisions_node_idx\` ON \`revisions\` (\`node\`);`)
  await db.run(sql`CREATE INDEX \`revisions_kind_idx\` ON \`revisions\` (\`kind\`);`)
  await db.run(sql`CREATE INDEX \`revisions_updated_at_idx\` ON \`revisions\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`revisions_created_at_idx\` ON \`revisions\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`reviews\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`state\` text NOT NULL,
  	\`seq\` numeric NOT NULL,
  	\`drained_seq\` numeric NOT NULL,
  	\`dirty\` integer DEFAULT false,
  	\`pending\` text,
  	\`key\` text NOT NULL,
  	\`revision\` text NOT NULL,
  	\`resource\` text NOT NULL,
  	\`number\` numeric NOT NULL,
  	\`track\` text NOT NULL,
  	\`round\` numeric NOT NULL,
  	\`seat\` numeric NOT NULL,
  	\`title\` text,
  	\`owner\` text,
  	\`owner_name\` text,
  	\`school\` text,
  	\`school_name\` text,
  	\`county\` text,
  	\`city\` text,
  	\`province\` text,
  	\`channel\` text,
  	\`stage\` text,
  	\`grade\` text,
  	\`subject\` text,
  	\`textbook\` text,
  	\`node\` text,
  	\`node_path\` text,
  	\`kind\` text,
  	\`kinds\` text,
  	\`level\` text,
  	\`duration_seconds\` numeric,
  	\`subject_hash\` text,
  	\`reviewer\` text,
  	\`reviewer_name\` text,
  	\`lease_until\` text,
  	\`reasons\` text,
  	\`comment\` text,
  	\`notes\` text,
  	\`carried_from\` text,
  	\`opened_at\` text,
  	\`decided_at\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`reviews_state_idx\` ON \`reviews\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`reviews_dirty_idx\` ON \`reviews\` (\`dirty\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`reviews_key_idx\` ON \`reviews\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`reviews_revision_idx\` ON \`reviews\` (\`revision\`);`)
  await db.run(sql`CREATE INDEX \`reviews_resource_idx\` ON \`reviews\` (\`resource\`);`)
  await db.run(sql`CREATE INDEX \`reviews_track_idx\` ON \`reviews\` (\`track\`);`)
  await db.run(sql`CREATE INDEX \`reviews_owner_idx\` ON \`reviews\` (\`owner\`);`)
  await db.run(sql`CREATE INDEX \`reviews_school_idx\` ON \`reviews\` (\`school\`);`)
  await db.run(sql`CREATE INDEX \`reviews_county_idx\` ON \`reviews\` (\`county\`);`)
  await db.run(sql`CREATE INDEX \`reviews_city_idx\` ON \`reviews\` (\`city\`);`)
  await db.run(sql`CREATE INDEX \`reviews_province_idx\` ON \`reviews\` (\`province\`);`)
  await db.run(sql`CREATE INDEX \`reviews_channel_idx\` ON \`reviews\` (\`channel\`);`)
  await db.run(sql`CREATE INDEX \`reviews_stage_idx\` ON \`reviews\` (\`stage\`);`)
  await db.run(sql`CREATE INDEX \`reviews_grade_idx\` ON \`reviews\` (\`grade\`);`)
  await db.run(sql`CREATE INDEX \`reviews_subject_idx\` ON \`reviews\` (\`subject\`);`)
  await db.run(sql`CREATE INDEX \`reviews_textbook_idx\` ON \`reviews\` (\`textbook\`);`)
  await db.run(sql`CREATE INDEX \`reviews_node_idx\` ON \`reviews\` (\`node\`);`)
  await db.run(sql`CREATE INDEX \`reviews_kind_idx\` ON \`reviews\` (\`kind\`);`)
  await db.run(sql`CREATE INDEX \`reviews_reviewer_idx\` ON \`reviews\` (\`reviewer\`);`)
  await db.run(sql`CREATE INDEX \`reviews_lease_until_idx\` ON \`reviews\` (\`lease_until\`);`)
  await db.run(sql`CREATE INDEX \`reviews_opened_at_idx\` ON \`reviews\` (\`opened_at\`);`)
  await db.run(sql`CREATE INDEX \`reviews_updated_at_idx\` ON \`reviews\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`reviews_created_at_idx\` ON \`reviews\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`track_state_openedAt_idx\` ON \`reviews\` (\`track\`,\`state\`,\`opened_at\`);`)
  await db.run(sql`CREATE TABLE \`shelves\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`state\` text NOT NULL,
  	\`seq\` numeric NOT NULL,
  	\`drained_seq\` numeric NOT NULL,
  	\`dirty\` integer DEFAULT false,
  	\`pending\` text,
  	\`resource\` text NOT NULL,
  	\`live_revision\` text,
  	\`live_number\` numeric NOT NULL,
  	\`audience\` text,
  	\`title\` text,
  	\`owner\` text,
  	\`owner_name\` text,
  	\`school\` text,
  	\`school_name\` text,
  	\`county\` text,
  	\`city\` text,
  	\`province\` text,
  	\`channel\` text,
  	\`stage\` text,
  	\`grade\` text,
  	\`subject\` text,
  	\`textbook\` text,
  	\`node\` text,
  	\`node_path\` text,
  	\`kind\` text,
  	\`kinds\` text,
  	\`level\` text,
  	\`duration_seconds\` numeric,
  	\`summary\` text,
  	\`keywords\` text,
  	\`published_at\` text,
  	\`seals\` text,
  	\`indexed_seq\` numeric NOT NULL,
  	\`index_due\` integer DEFAULT false,
  	\`retire_reason\` text,
  	\`retire_note\` text,
  	\`purge_after\` text,
  	\`tombstone\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`shelves_state_idx\` ON \`shelves\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`shelves_dirty_idx\` ON \`shelves\` (\`dirty\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`shelves_resource_idx\` ON \`shelves\` (\`resource\`);`)
  await db.run(sql`CREATE INDEX \`shelves_audience_idx\` ON \`shelves\` (\`audience\`);`)
  await db.run(sql`CREATE INDEX \`shelves_owner_idx\` ON \`shelves\` (\`owner\`);`)
  await db.run(sql`CREATE INDEX \`shelves_school_idx\` ON \`shelves\` (\`school\`);`)
  await db.run(sql`CREATE INDEX \`shelves_county_idx\` ON \`shelves\` (\`county\`);`)
  await db.run(sql`CREATE INDEX \`shelves_city_idx\` ON \`shelves\` (\`city\`);`)
  await db.run(sql`CREATE INDEX \`shelves_province_idx\` ON \`shelves\` (\`province\`);`)
  await db.run(sql`CREATE INDEX \`shelves_channel_idx\` ON \`shelves\` (\`channel\`);`)
  await db.run(sql`CREATE INDEX \`shelves_stage_idx\` ON \`shelves\` (\`stage\`);`)
  await db.run(sql`CREATE INDEX \`shelves_grade_idx\` ON \`shelves\` (\`grade\`);`)
  await db.run(sql`CREATE INDEX \`shelves_subject_idx\` ON \`shelves\` (\`subject\`);`)
  await db.run(sql`CREATE INDEX \`shelves_textbook_idx\` ON \`shelves\` (\`textbook\`);`)
  await db.run(sql`CREATE INDEX \`shelves_node_idx\` ON \`shelves\` (\`node\`);`)
  await db.run(sql`CREATE INDEX \`shelves_kind_idx\` ON \`shelves\` (\`kind\`);`)
  await db.run(sql`CREATE INDEX \`shelves_published_at_idx\` ON \`shelves\` (\`published_at\`);`)
  await db.run(sql`CREATE INDEX \`shelves_index_due_idx\` ON \`shelves\` (\`index_due\`);`)
  await db.run(sql`CREATE INDEX \`shelves_purge_after_idx\` ON \`shelves\` (\`purge_after\`);`)
  await db.run(sql`CREATE INDEX \`shelves_updated_at_idx\` ON \`shelves\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`shelves_created_at_idx\` ON \`shelves\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`media_assets\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`state\` text NOT NULL,
  	\`seq\` numeric NOT NULL,
  	\`drained_seq\` numeric NOT NULL,
  	\`dirty\` integer DEFAULT false,
  	\`pending\` text,
  	\`key\` text NOT NULL,
  	\`sha256\` text NOT NULL,
  	\`generation\` numeric NOT NULL,
  	\`size\` numeric NOT NULL,
  	\`mime\` text,
  	\`storage_key\` text NOT NULL,
  	\`ref_seq\` numeric NOT NULL,
  	\`probe\` text,
  	\`verdict\` text,
  	\`renditions\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`media_assets_state_idx\` ON \`media_assets\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`media_assets_dirty_idx\` ON \`media_assets\` (\`dirty\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`media_assets_key_idx\` ON \`media_assets\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`media_assets_sha256_idx\` ON \`media_assets\` (\`sha256\`);`)
  await db.run(sql`CREATE INDEX \`media_assets_updated_at_idx\` ON \`media_assets\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`media_assets_created_at_idx\` ON \`media_assets\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`asset_refs\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`asset\` text NOT NULL,
  	\`holder\` text NOT NULL,
  	\`at\` text NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`asset_refs_key_idx\` ON \`asset_refs\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`asset_refs_asset_idx\` ON \`asset_refs\` (\`asset\`);`)
  await db.run(sql`CREATE INDEX \`asset_refs_holder_idx\` ON \`asset_refs\` (\`holder\`);`)
  await db.run(sql`CREATE INDEX \`asset_refs_updated_at_idx\` ON \`asset_refs\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`asset_refs_created_at_idx\` ON \`asset_refs\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`role_grants\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`state\` text NOT NULL,
  	\`seq\` numeric NOT NULL,
  	\`drained_seq\` numeric NOT NULL,
  	\`dirty\` integer DEFAULT false,
  	\`pending\` text,
  	\`key\` text NOT NULL,
  	\`user\` text NOT NULL,
  	\`role\` text NOT NULL,
  	\`school\` text,
  	\`district\` text,
  	\`subject\` text,
  	\`stage\` text,
  	\`granted_by\` text,
  	\`granted_at\` text,
  	\`revoked_at\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`role_grants_state_idx\` ON \`role_grants\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`role_grants_dirty_idx\` ON \`role_grants\` (\`dirty\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`role_grants_key_idx\` ON \`role_grants\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`role_grants_user_idx\` ON \`role_grants\` (\`user\`);`)
  await db.run(sql`CREATE INDEX \`role_grants_role_idx\` ON \`role_grants\` (\`role\`);`)
  await db.run(sql`CREATE INDEX \`role_grants_updated_at_idx\` ON \`role_grants\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`role_grants_created_at_idx\` ON \`role_grants\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`client_keys\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`state\` text NOT NULL,
  	\`seq\` numeric NOT NULL,
  	\`drained_seq\` numeric NOT NULL,
  	\`dirty\` integer DEFAULT false,
  	\`pending\` text,
  	\`client\` text NOT NULL,
  	\`key_hash\` text NOT NULL,
  	\`hint\` text,
  	\`issued_at\` text,
  	\`revoked_at\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`client_keys_state_idx\` ON \`client_keys\` (\`state\`);`)
  await db.run(sql`CREATE INDEX \`client_keys_dirty_idx\` ON \`client_keys\` (\`dirty\`);`)
  await db.run(sql`CREATE INDEX \`client_keys_client_idx\` ON \`client_keys\` (\`client\`);`)
  await db.run(sql`CREATE UNIQUE INDEX \`client_keys_key_hash_idx\` ON \`client_keys\` (\`key_hash\`);`)
  await db.run(sql`CREATE INDEX \`client_keys_updated_at_idx\` ON \`client_keys\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`client_keys_created_at_idx\` ON \`client_keys\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`jobs\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`type\` text NOT NULL,
  	\`entity\` text,
  	\`lane\` text NOT NULL,
  	\`state\` text NOT NULL,
  	\`input\` text,
  	\`not_before\` text NOT NULL,
  	\`lease_until\` text NOT NULL,
  	\`token\` text NOT NULL,
  	\`claims\` numeric NOT NULL,
  	\`progress\` text,
  	\`last_error\` text,
  	\`claimed_by\` text,
  	\`finished_at\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`jobs_key_idx\` ON \`jobs\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`jobs_type_idx\` ON \`jobs\` (\`type\`);`)
  await db.run(sql`CREATE INDEX \`jobs_entity_idx\` ON \`jobs\` (\`entity\`);`)
  await db.run(sql`CREATE INDEX \`jobs_finished_at_idx\` ON \`jobs\` (\`finished_at\`);`)
  await db.run(sql`CREATE INDEX \`jobs_updated_at_idx\` ON \`jobs\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`jobs_created_at_idx\` ON \`jobs\` (\`created_at\`);`)
  await db.run(sql`CREATE INDEX \`lane_state_notBefore_idx\` ON \`jobs\` (\`lane\`,\`state\`,\`not_before\`);`)
  await db.run(sql`CREATE TABLE \`worker_beats\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`lane\` text,
  	\`at\` text,
  	\`started_at\` text,
  	\`doing\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`worker_beats_key_idx\` ON \`worker_beats\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`worker_beats_updated_at_idx\` ON \`worker_beats\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`worker_beats_created_at_idx\` ON \`worker_beats\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`notices\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`user\` text NOT NULL,
  	\`type\` text NOT NULL,
  	\`params\` text,
  	\`at\` text NOT NULL,
  	\`read_at\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`notices_key_idx\` ON \`notices\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`notices_user_idx\` ON \`notices\` (\`user\`);`)
  await db.run(sql`CREATE INDEX \`notices_at_idx\` ON \`notices\` (\`at\`);`)
  await db.run(sql`CREATE INDEX \`notices_updated_at_idx\` ON \`notices\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`notices_created_at_idx\` ON \`notices\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`audit_events\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`entity\` text NOT NULL,
  	\`seq\` numeric NOT NULL,
  	\`n\` numeric NOT NULL,
  	\`position\` numeric NOT NULL,
  	\`type\` text NOT NULL,
  	\`actor\` text,
  	\`at\` text NOT NULL,
  	\`data\` text,
  	\`previous_hash\` text,
  	\`hash\` text NOT NULL,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`audit_events_key_idx\` ON \`audit_events\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_entity_idx\` ON \`audit_events\` (\`entity\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_position_idx\` ON \`audit_events\` (\`position\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_type_idx\` ON \`audit_events\` (\`type\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_actor_idx\` ON \`audit_events\` (\`actor\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_at_idx\` ON \`audit_events\` (\`at\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_updated_at_idx\` ON \`audit_events\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`audit_events_created_at_idx\` ON \`audit_events\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_kv\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text NOT NULL,
  	\`data\` text NOT NULL
  );
  `)
  await db.run(sql`CREATE UNIQUE INDEX \`payload_kv_key_idx\` ON \`payload_kv\` (\`key\`);`)
  await db.run(sql`CREATE TABLE \`payload_preferences\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`key\` text,
  	\`value\` text,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_preferences_key_idx\` ON \`payload_preferences\` (\`key\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_updated_at_idx\` ON \`payload_preferences\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_created_at_idx\` ON \`payload_preferences\` (\`created_at\`);`)
  await db.run(sql`CREATE TABLE \`payload_preferences_rels\` (
  	\`id\` integer PRIMARY KEY NOT NULL,
  	\`order\` integer,
  	\`parent_id\` text(36) NOT NULL,
  	\`path\` text NOT NULL,
  	\`users_id\` text(36),
  	\`api_clients_id\` text(36),
  	FOREIGN KEY (\`parent_id\`) REFERENCES \`payload_preferences\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`users_id\`) REFERENCES \`users\`(\`id\`) ON UPDATE no action ON DELETE cascade,
  	FOREIGN KEY (\`api_clients_id\`) REFERENCES \`api_clients\`(\`id\`) ON UPDATE no action ON DELETE cascade
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_order_idx\` ON \`payload_preferences_rels\` (\`order\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_parent_idx\` ON \`payload_preferences_rels\` (\`parent_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_path_idx\` ON \`payload_preferences_rels\` (\`path\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_users_id_idx\` ON \`payload_preferences_rels\` (\`users_id\`);`)
  await db.run(sql`CREATE INDEX \`payload_preferences_rels_api_clients_id_idx\` ON \`payload_preferences_rels\` (\`api_clients_id\`);`)
  await db.run(sql`CREATE TABLE \`payload_migrations\` (
  	\`id\` text(36) PRIMARY KEY NOT NULL,
  	\`name\` text,
  	\`batch\` numeric,
  	\`updated_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL,
  	\`created_at\` text DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')) NOT NULL
  );
  `)
  await db.run(sql`CREATE INDEX \`payload_migrations_updated_at_idx\` ON \`payload_migrations\` (\`updated_at\`);`)
  await db.run(sql`CREATE INDEX \`payload_migrations_created_at_idx\` ON \`payload_migrations\` (\`created_at\`);`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.run(sql`DROP TABLE \`users_sessions\`;`)
  await db.run(sql`DROP TABLE \`users\`;`)
  await db.run(sql`DROP TABLE \`api_clients\`;`)
  await db.run(sql`DROP TABLE \`districts\`;`)
  await db.run(sql`DROP TABLE \`schools_stages\`;`)
  await db.run(sql`DROP TABLE \`schools\`;`)
  await db.run(sql`DROP TABLE \`stages\`;`)
  await db.run(sql`DROP TABLE \`grades\`;`)
  await db.run(sql`DROP TABLE \`subjects\`;`)
  await db.run(sql`DROP TABLE \`textbooks\`;`)
  await db.run(sql`DROP TABLE \`catalogue_nodes\`;`)
  await db.run(sql`DROP TABLE \`edition_adoptions\`;`)
  await db.run(sql`DROP TABLE \`asset_kinds\`;`)
  await db.run(sql`DROP TABLE \`channels\`;`)
  await db.run(sql`DROP TABLE \`resources\`;`)
  await db.run(sql`DROP TABLE \`resource_files\`;`)
  await db.run(sql`DROP TABLE \`uploads\`;`)
  await db.run(sql`DROP TABLE \`upload_locks\`;`)
  await db.run(sql`DROP TABLE \`revisions\`;`)
  await db.run(sql`DROP TABLE \`reviews\`;`)
  await db.run(sql`DROP TABLE \`shelves\`;`)
  await db.run(sql`DROP TABLE \`media_assets\`;`)
  await db.run(sql`DROP TABLE \`asset_refs\`;`)
  await db.run(sql`DROP TABLE \`role_grants\`;`)
  await db.run(sql`DROP TABLE \`client_keys\`;`)
  await db.run(sql`DROP TABLE \`jobs\`;`)
  await db.run(sql`DROP TABLE \`worker_beats\`;`)
  await db.run(sql`DROP TABLE \`notices\`;`)
  await db.run(sql`DROP TABLE \`audit_events\`;`)
  await db.run(sql`DROP TABLE \`payload_kv\`;`)
  await db.run(sql`DROP TABLE \`payload_preferences\`;`)
  await db.run(sql`DROP TABLE \`payload_preferences_rels\`;`)
  await db.run(sql`DROP TABLE \`payload_migrations\`;`)
}
