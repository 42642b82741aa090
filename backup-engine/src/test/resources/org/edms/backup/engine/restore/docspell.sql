-- The tables of Docspell, as its own migrations create them.

CREATE TABLE addon_archive (
    id character varying(254) NOT NULL,
    file_id character varying(254) NOT NULL,
    original_url character varying(2000),
    name character varying(254) NOT NULL,
    version character varying(254) NOT NULL,
    description text,
    triggers text NOT NULL,
    created timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE addon_run_config (
    id character varying(254) NOT NULL,
    user_id character varying(254),
    name character varying(254) NOT NULL,
    enabled boolean NOT NULL,
    created timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE addon_run_config_addon (
    id character varying(254) NOT NULL,
    addon_run_config_id character varying(254) NOT NULL,
    addon_id character varying(254) NOT NULL,
    args text NOT NULL,
    position integer NOT NULL);
CREATE TABLE addon_run_config_trigger (
    id character varying(254) NOT NULL,
    addon_run_config_id character varying(254) NOT NULL,
    triggers character varying(254) NOT NULL);
CREATE TABLE attachment (
    attachid character varying(254) NOT NULL,
    itemid character varying(254) NOT NULL,
    filemetaid character varying(254) NOT NULL,
    position integer NOT NULL,
    created timestamp without time zone NOT NULL,
    name character varying(254));
CREATE TABLE attachment_archive (
    id character varying(254) NOT NULL,
    file_id character varying(254) NOT NULL,
    filename character varying(254),
    message_id character varying(254),
    created timestamp without time zone NOT NULL);
CREATE TABLE attachment_preview (
    id character varying(254) NOT NULL,
    file_id character varying(254) NOT NULL,
    filename character varying(254),
    created timestamp without time zone NOT NULL);
CREATE TABLE attachment_source (
    id character varying(254) NOT NULL,
    file_id character varying(254) NOT NULL,
    filename character varying(254),
    created timestamp without time zone NOT NULL);
CREATE TABLE attachmentmeta (
    attachid character varying(254) NOT NULL,
    content text,
    nerlabels text,
    itemproposals text,
    page_count smallint,
    language character varying(254));
CREATE TABLE classifier_model (
    id character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    file_id character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE classifier_setting (
    schedule character varying(254) NOT NULL,
    item_count integer NOT NULL,
    created timestamp without time zone NOT NULL,
    categories text NOT NULL,
    category_list_type character varying(254) NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE client_settings_collective (
    id character varying(254) NOT NULL,
    client_id character varying(254) NOT NULL,
    settings_data text NOT NULL,
    created timestamp without time zone NOT NULL,
    updated timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE client_settings_user (
    id character varying(254) NOT NULL,
    client_id character varying(254) NOT NULL,
    user_id character varying(254) NOT NULL,
    settings_data text NOT NULL,
    created timestamp without time zone NOT NULL,
    updated timestamp without time zone NOT NULL);
CREATE TABLE collective (
    name character varying(254) NOT NULL,
    state character varying(254) NOT NULL,
    doclang character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    integration_enabled boolean NOT NULL,
    id bigserial NOT NULL);
CREATE TABLE collective_password (
    id character varying(254) NOT NULL,
    pass character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE contact (
    contactid character varying(254) NOT NULL,
    value_ character varying(254) NOT NULL,
    kind character varying(254) NOT NULL,
    pid character varying(254),
    oid character varying(254),
    created timestamp without time zone NOT NULL);
CREATE TABLE custom_field (
    id character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    label character varying(254),
    ftype character varying(100) NOT NULL,
    created timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE custom_field_value (
    id character varying(254) NOT NULL,
    item_id character varying(254) NOT NULL,
    field character varying(254) NOT NULL,
    field_value character varying(300) NOT NULL);
CREATE TABLE download_query (
    id character varying(254) NOT NULL,
    file_id character varying(254) NOT NULL,
    file_count integer NOT NULL,
    created timestamp without time zone NOT NULL,
    last_access timestamp without time zone,
    access_count integer NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE empty_trash_setting (
    schedule character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    min_age bigint NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE equipment (
    eid character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    updated timestamp without time zone NOT NULL,
    notes text,
    equip_use character varying(254) NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE filechunk (
    file_id character varying(254) NOT NULL,
    chunk_nr integer NOT NULL,
    chunk_len integer NOT NULL,
    chunk_data bytea NOT NULL);
CREATE TABLE filemeta (
    file_id character varying(254) NOT NULL,
    mimetype character varying(254) NOT NULL,
    length bigint NOT NULL,
    checksum character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL);
CREATE TABLE flyway_schema_history (
    installed_rank integer NOT NULL,
    version character varying(50),
    description character varying(200) NOT NULL,
    type character varying(20) NOT NULL,
    script character varying(1000) NOT NULL,
    checksum integer,
    installed_by character varying(100) NOT NULL,
    installed_on timestamp without time zone DEFAULT now() NOT NULL,
    execution_time integer NOT NULL,
    success boolean NOT NULL);
CREATE TABLE folder (
    id character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    owner character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE folder_member (
    id character varying(254) NOT NULL,
    folder_id character varying(254) NOT NULL,
    user_id character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL);
CREATE TABLE internal_setting (
    id character varying(254) NOT NULL,
    internal_route_key character varying(254) NOT NULL);
CREATE TABLE invitation (
    id character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL);
CREATE TABLE item (
    itemid character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    itemdate timestamp without time zone,
    source character varying(254) NOT NULL,
    incoming boolean NOT NULL,
    state character varying(254) NOT NULL,
    corrorg character varying(254),
    corrperson character varying(254),
    concperson character varying(254),
    concequipment character varying(254),
    duedate timestamp without time zone,
    notes text,
    created timestamp without time zone NOT NULL,
    updated timestamp without time zone NOT NULL,
    folder_id character varying(254),
    coll_id bigint NOT NULL);
CREATE TABLE item_link (
    id character varying(254) NOT NULL,
    item1 character varying(254) NOT NULL,
    item2 character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE item_proposal (
    itemid character varying(254) NOT NULL,
    classifier_proposals text NOT NULL,
    classifier_tags text NOT NULL,
    created timestamp without time zone NOT NULL);
CREATE TABLE item_share (
    id character varying(254) NOT NULL,
    user_id character varying(254) NOT NULL,
    name character varying(254),
    query character varying(2000) NOT NULL,
    enabled boolean NOT NULL,
    pass character varying(254),
    publish_at timestamp without time zone NOT NULL,
    publish_until timestamp without time zone NOT NULL,
    views integer NOT NULL,
    last_access timestamp without time zone);
CREATE TABLE job (
    jid character varying(254) NOT NULL,
    task character varying(254) NOT NULL,
    group_ character varying(254) NOT NULL,
    args text NOT NULL,
    subject character varying(254) NOT NULL,
    submitted timestamp without time zone NOT NULL,
    submitter character varying(254) NOT NULL,
    priority integer NOT NULL,
    state character varying(254) NOT NULL,
    retries integer NOT NULL,
    progress integer NOT NULL,
    tracker character varying(254),
    worker character varying(254),
    started timestamp without time zone,
    finished timestamp without time zone,
    startedmillis bigint);
CREATE TABLE jobgroupuse (
    groupid character varying(254) NOT NULL,
    workerid character varying(254) NOT NULL);
CREATE TABLE joblog (
    id character varying(254) NOT NULL,
    jid character varying(254) NOT NULL,
    level character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    message text NOT NULL,
    counter bigserial NOT NULL);
CREATE TABLE node (
    id character varying(254) NOT NULL,
    type character varying(254) NOT NULL,
    url character varying(254) NOT NULL,
    updated timestamp without time zone NOT NULL,
    created timestamp without time zone NOT NULL,
    not_found integer DEFAULT 0 NOT NULL,
    server_secret character varying);
CREATE TABLE notification_channel_gotify (
    id character varying(254) NOT NULL,
    uid character varying(254) NOT NULL,
    url character varying(254) NOT NULL,
    app_key character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    priority smallint,
    name character varying(254));
CREATE TABLE notification_channel_http (
    id character varying(254) NOT NULL,
    uid character varying(254) NOT NULL,
    url character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    name character varying(254));
CREATE TABLE notification_channel_mail (
    id character varying(254) NOT NULL,
    uid character varying(254) NOT NULL,
    conn_id character varying(254) NOT NULL,
    recipients character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    name character varying(254));
CREATE TABLE notification_channel_matrix (
    id character varying(254) NOT NULL,
    uid character varying(254) NOT NULL,
    home_server character varying(254) NOT NULL,
    room_id character varying(254) NOT NULL,
    access_token character varying NOT NULL,
    message_type character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    name character varying(254));
CREATE TABLE notification_hook (
    id character varying(254) NOT NULL,
    uid character varying(254) NOT NULL,
    enabled boolean NOT NULL,
    all_events boolean NOT NULL,
    event_filter character varying(500),
    created timestamp without time zone NOT NULL);
CREATE TABLE notification_hook_channel (
    id character varying(254) NOT NULL,
    hook_id character varying(254) NOT NULL,
    channel_mail character varying(254),
    channel_gotify character varying(254),
    channel_matrix character varying(254),
    channel_http character varying(254));
CREATE TABLE notification_hook_event (
    id character varying(254) NOT NULL,
    hook_id character varying(254) NOT NULL,
    event_type character varying(254) NOT NULL);
CREATE TABLE organization (
    oid character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    street character varying(254),
    zip character varying(254),
    city character varying(254),
    country character varying(254),
    notes text,
    created timestamp without time zone NOT NULL,
    updated timestamp without time zone NOT NULL,
    short_name character varying(254),
    org_use character varying(254) NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE periodic_task (
    id character varying(254) NOT NULL,
    enabled boolean NOT NULL,
    task character varying(254) NOT NULL,
    group_ character varying(254) NOT NULL,
    args text NOT NULL,
    subject character varying(254) NOT NULL,
    submitter character varying(254) NOT NULL,
    priority integer NOT NULL,
    worker character varying(254),
    marked timestamp without time zone,
    timer character varying(254) NOT NULL,
    nextrun timestamp without time zone NOT NULL,
    created timestamp without time zone NOT NULL,
    summary character varying(254));
CREATE TABLE person (
    pid character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    street character varying(254),
    zip character varying(254),
    city character varying(254),
    country character varying(254),
    notes text,
    created timestamp without time zone NOT NULL,
    updated timestamp without time zone NOT NULL,
    oid character varying(254),
    person_use character varying(254),
    coll_id bigint NOT NULL);
CREATE TABLE pubsub (
    id character varying(254) NOT NULL,
    node_id character varying(254) NOT NULL,
    url character varying(254) NOT NULL,
    topic character varying(254) NOT NULL,
    counter integer NOT NULL);
CREATE TABLE query_bookmark (
    id character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    label character varying(254),
    user_id character varying(254),
    query character varying(2000) NOT NULL,
    created timestamp without time zone,
    __user_id character varying(254) NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE rememberme (
    id character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL,
    uses integer NOT NULL,
    user_id character varying(254) NOT NULL);
CREATE TABLE sentmail (
    id character varying(254) NOT NULL,
    uid character varying(254) NOT NULL,
    message_id character varying(254) NOT NULL,
    sender character varying(254) NOT NULL,
    conn_name character varying(254) NOT NULL,
    subject character varying(254) NOT NULL,
    recipients character varying(254) NOT NULL,
    body text NOT NULL,
    created timestamp without time zone NOT NULL);
CREATE TABLE sentmailitem (
    id character varying(254) NOT NULL,
    item_id character varying(254) NOT NULL,
    sentmail_id character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL);
CREATE TABLE source (
    sid character varying(254) NOT NULL,
    abbrev character varying(254) NOT NULL,
    description text,
    counter integer NOT NULL,
    enabled boolean NOT NULL,
    priority integer NOT NULL,
    created timestamp without time zone NOT NULL,
    folder_id character varying(254),
    file_filter character varying(254),
    doc_lang character varying(254),
    attachments_only boolean NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE tag (
    tid character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    category character varying(254),
    created timestamp without time zone NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE tagitem (
    tagitemid character varying(254) NOT NULL,
    itemid character varying(254) NOT NULL,
    tid character varying(254) NOT NULL);
CREATE TABLE tagsource (
    id character varying(254) NOT NULL,
    source_id character varying(254) NOT NULL,
    tag_id character varying(254) NOT NULL);
CREATE TABLE totp (
    user_id character varying(254) NOT NULL,
    enabled boolean NOT NULL,
    secret character varying(254) NOT NULL,
    created timestamp without time zone NOT NULL);
CREATE TABLE user_ (
    uid character varying(254) NOT NULL,
    login character varying(254) NOT NULL,
    password character varying(254) NOT NULL,
    state character varying(254) NOT NULL,
    email character varying(254),
    logincount integer NOT NULL,
    lastlogin timestamp without time zone,
    created timestamp without time zone NOT NULL,
    account_source character varying(254) NOT NULL,
    coll_id bigint NOT NULL);
CREATE TABLE useremail (
    id character varying(254) NOT NULL,
    uid character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    smtp_host character varying(254) NOT NULL,
    smtp_port integer,
    smtp_user character varying(254),
    smtp_password character varying,
    smtp_ssl character varying(254) NOT NULL,
    smtp_certcheck boolean NOT NULL,
    mail_from character varying(254) NOT NULL,
    mail_replyto character varying(254),
    created timestamp without time zone NOT NULL);
CREATE TABLE userimap (
    id character varying(254) NOT NULL,
    uid character varying(254) NOT NULL,
    name character varying(254) NOT NULL,
    imap_host character varying(254) NOT NULL,
    imap_port integer,
    imap_user character varying(254),
    imap_password character varying,
    imap_ssl character varying(254) NOT NULL,
    imap_certcheck boolean NOT NULL,
    created timestamp without time zone NOT NULL,
    imap_oauth2 boolean NOT NULL);
ALTER TABLE addon_archive ADD PRIMARY KEY (id);
ALTER TABLE addon_run_config ADD PRIMARY KEY (id);
ALTER TABLE addon_run_config_addon ADD PRIMARY KEY (id);
ALTER TABLE addon_run_config_trigger ADD PRIMARY KEY (id);
ALTER TABLE attachment ADD PRIMARY KEY (attachid);
ALTER TABLE attachment_archive ADD PRIMARY KEY (id);
ALTER TABLE attachment_preview ADD PRIMARY KEY (id);
ALTER TABLE attachment_source ADD PRIMARY KEY (id);
ALTER TABLE attachmentmeta ADD PRIMARY KEY (attachid);
ALTER TABLE classifier_model ADD PRIMARY KEY (id);
ALTER TABLE client_settings_collective ADD PRIMARY KEY (id);
ALTER TABLE client_settings_user ADD PRIMARY KEY (id);
ALTER TABLE collective ADD PRIMARY KEY (id);
ALTER TABLE collective_password ADD PRIMARY KEY (id);
ALTER TABLE contact ADD PRIMARY KEY (contactid);
ALTER TABLE custom_field ADD PRIMARY KEY (id);
ALTER TABLE custom_field_value ADD PRIMARY KEY (id);
ALTER TABLE download_query ADD PRIMARY KEY (id);
ALTER TABLE empty_trash_setting ADD PRIMARY KEY (coll_id);
ALTER TABLE equipment ADD PRIMARY KEY (eid);
ALTER TABLE filechunk ADD PRIMARY KEY (file_id, chunk_nr);
ALTER TABLE filemeta ADD PRIMARY KEY (file_id);
ALTER TABLE flyway_schema_history ADD PRIMARY KEY (installed_rank);
ALTER TABLE folder ADD PRIMARY KEY (id);
ALTER TABLE folder_member ADD PRIMARY KEY (id);
ALTER TABLE internal_setting ADD PRIMARY KEY (id);
ALTER TABLE invitation ADD PRIMARY KEY (id);
ALTER TABLE item ADD PRIMARY KEY (itemid);
ALTER TABLE item_link ADD PRIMARY KEY (id);
ALTER TABLE item_proposal ADD PRIMARY KEY (itemid);
ALTER TABLE item_share ADD PRIMARY KEY (id);
ALTER TABLE job ADD PRIMARY KEY (jid);
ALTER TABLE jobgroupuse ADD PRIMARY KEY (groupid, workerid);
ALTER TABLE joblog ADD PRIMARY KEY (id);
ALTER TABLE notification_channel_gotify ADD PRIMARY KEY (id);
ALTER TABLE notification_channel_http ADD PRIMARY KEY (id);
ALTER TABLE notification_channel_mail ADD PRIMARY KEY (id);
ALTER TABLE notification_channel_matrix ADD PRIMARY KEY (id);
ALTER TABLE notification_hook ADD PRIMARY KEY (id);
ALTER TABLE notification_hook_channel ADD PRIMARY KEY (id);
ALTER TABLE notification_hook_event ADD PRIMARY KEY (id);
ALTER TABLE organization ADD PRIMARY KEY (oid);
ALTER TABLE periodic_task ADD PRIMARY KEY (id);
ALTER TABLE person ADD PRIMARY KEY (pid);
ALTER TABLE pubsub ADD PRIMARY KEY (id);
ALTER TABLE query_bookmark ADD PRIMARY KEY (id);
ALTER TABLE rememberme ADD PRIMARY KEY (id);
ALTER TABLE sentmail ADD PRIMARY KEY (id);
ALTER TABLE sentmailitem ADD PRIMARY KEY (id);
ALTER TABLE source ADD PRIMARY KEY (sid);
ALTER TABLE tag ADD PRIMARY KEY (tid);
ALTER TABLE tagitem ADD PRIMARY KEY (tagitemid);
ALTER TABLE tagsource ADD PRIMARY KEY (id);
ALTER TABLE totp ADD PRIMARY KEY (user_id);
ALTER TABLE user_ ADD PRIMARY KEY (uid);
ALTER TABLE useremail ADD PRIMARY KEY (id);
ALTER TABLE userimap ADD PRIMARY KEY (id);
ALTER TABLE addon_archive ADD UNIQUE (coll_id, name, version);
ALTER TABLE addon_archive ADD UNIQUE (coll_id, original_url);
ALTER TABLE addon_run_config_trigger ADD UNIQUE (addon_run_config_id, triggers);
ALTER TABLE classifier_model ADD UNIQUE (coll_id, name);
ALTER TABLE client_settings_collective ADD UNIQUE (coll_id, client_id);
ALTER TABLE client_settings_user ADD UNIQUE (client_id, user_id);
ALTER TABLE collective ADD UNIQUE (name);
ALTER TABLE custom_field ADD UNIQUE (coll_id, name);
ALTER TABLE custom_field_value ADD UNIQUE (item_id, field);
ALTER TABLE equipment ADD UNIQUE (coll_id, name);
ALTER TABLE folder ADD UNIQUE (coll_id, name);
ALTER TABLE folder_member ADD UNIQUE (folder_id, user_id);
ALTER TABLE item_link ADD UNIQUE (coll_id, item1, item2);
ALTER TABLE notification_hook_channel ADD UNIQUE (hook_id, channel_gotify);
ALTER TABLE notification_hook_channel ADD UNIQUE (hook_id, channel_http);
ALTER TABLE notification_hook_channel ADD UNIQUE (hook_id, channel_mail);
ALTER TABLE notification_hook_channel ADD UNIQUE (hook_id, channel_matrix);
ALTER TABLE organization ADD UNIQUE (coll_id, name);
ALTER TABLE person ADD UNIQUE (coll_id, name);
ALTER TABLE pubsub ADD UNIQUE (url, topic);
ALTER TABLE query_bookmark ADD UNIQUE (coll_id, __user_id, name);
ALTER TABLE sentmailitem ADD UNIQUE (item_id, sentmail_id);
ALTER TABLE tag ADD UNIQUE (coll_id, name);
ALTER TABLE tagitem ADD UNIQUE (itemid, tid);
ALTER TABLE tagsource ADD UNIQUE (source_id, tag_id);
ALTER TABLE user_ ADD UNIQUE (coll_id, login);
ALTER TABLE useremail ADD UNIQUE (uid, name);
ALTER TABLE userimap ADD UNIQUE (uid, name);
ALTER TABLE addon_archive ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE addon_archive ADD FOREIGN KEY (file_id) REFERENCES filemeta(file_id);
ALTER TABLE addon_run_config ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE addon_run_config ADD FOREIGN KEY (user_id) REFERENCES user_(uid);
ALTER TABLE addon_run_config_addon ADD FOREIGN KEY (addon_id) REFERENCES addon_archive(id) ON DELETE CASCADE;
ALTER TABLE addon_run_config_addon ADD FOREIGN KEY (addon_run_config_id) REFERENCES addon_run_config(id) ON DELETE CASCADE;
ALTER TABLE addon_run_config_trigger ADD FOREIGN KEY (addon_run_config_id) REFERENCES addon_run_config(id) ON DELETE CASCADE;
ALTER TABLE attachment ADD FOREIGN KEY (filemetaid) REFERENCES filemeta(file_id);
ALTER TABLE attachment ADD FOREIGN KEY (itemid) REFERENCES item(itemid);
ALTER TABLE attachment_archive ADD FOREIGN KEY (file_id) REFERENCES filemeta(file_id);
ALTER TABLE attachment_archive ADD FOREIGN KEY (id) REFERENCES attachment(attachid);
ALTER TABLE attachment_preview ADD FOREIGN KEY (file_id) REFERENCES filemeta(file_id);
ALTER TABLE attachment_preview ADD FOREIGN KEY (id) REFERENCES attachment(attachid);
ALTER TABLE attachment_source ADD FOREIGN KEY (file_id) REFERENCES filemeta(file_id);
ALTER TABLE attachment_source ADD FOREIGN KEY (id) REFERENCES attachment(attachid);
ALTER TABLE attachmentmeta ADD FOREIGN KEY (attachid) REFERENCES attachment(attachid);
ALTER TABLE classifier_model ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE classifier_model ADD FOREIGN KEY (file_id) REFERENCES filemeta(file_id);
ALTER TABLE classifier_setting ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE client_settings_collective ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE client_settings_user ADD FOREIGN KEY (user_id) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE collective_password ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE contact ADD FOREIGN KEY (oid) REFERENCES organization(oid);
ALTER TABLE contact ADD FOREIGN KEY (pid) REFERENCES person(pid);
ALTER TABLE custom_field ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE custom_field_value ADD FOREIGN KEY (field) REFERENCES custom_field(id);
ALTER TABLE custom_field_value ADD FOREIGN KEY (item_id) REFERENCES item(itemid);
ALTER TABLE download_query ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE download_query ADD FOREIGN KEY (file_id) REFERENCES filemeta(file_id);
ALTER TABLE empty_trash_setting ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE equipment ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE folder ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE folder ADD FOREIGN KEY (owner) REFERENCES user_(uid);
ALTER TABLE folder_member ADD FOREIGN KEY (folder_id) REFERENCES folder(id);
ALTER TABLE folder_member ADD FOREIGN KEY (user_id) REFERENCES user_(uid);
ALTER TABLE item ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE item ADD FOREIGN KEY (concequipment) REFERENCES equipment(eid);
ALTER TABLE item ADD FOREIGN KEY (concperson) REFERENCES person(pid);
ALTER TABLE item ADD FOREIGN KEY (corrorg) REFERENCES organization(oid);
ALTER TABLE item ADD FOREIGN KEY (corrperson) REFERENCES person(pid);
ALTER TABLE item ADD FOREIGN KEY (folder_id) REFERENCES folder(id);
ALTER TABLE item_link ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE item_link ADD FOREIGN KEY (item1) REFERENCES item(itemid) ON DELETE CASCADE;
ALTER TABLE item_link ADD FOREIGN KEY (item2) REFERENCES item(itemid) ON DELETE CASCADE;
ALTER TABLE item_proposal ADD FOREIGN KEY (itemid) REFERENCES item(itemid);
ALTER TABLE item_share ADD FOREIGN KEY (user_id) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE joblog ADD FOREIGN KEY (jid) REFERENCES job(jid);
ALTER TABLE notification_channel_gotify ADD FOREIGN KEY (uid) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE notification_channel_http ADD FOREIGN KEY (uid) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE notification_channel_mail ADD FOREIGN KEY (conn_id) REFERENCES useremail(id) ON DELETE CASCADE;
ALTER TABLE notification_channel_mail ADD FOREIGN KEY (uid) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE notification_channel_matrix ADD FOREIGN KEY (uid) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE notification_hook ADD FOREIGN KEY (uid) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE notification_hook_channel ADD FOREIGN KEY (channel_gotify) REFERENCES notification_channel_gotify(id) ON DELETE CASCADE;
ALTER TABLE notification_hook_channel ADD FOREIGN KEY (channel_http) REFERENCES notification_channel_http(id) ON DELETE CASCADE;
ALTER TABLE notification_hook_channel ADD FOREIGN KEY (channel_mail) REFERENCES notification_channel_mail(id) ON DELETE CASCADE;
ALTER TABLE notification_hook_channel ADD FOREIGN KEY (channel_matrix) REFERENCES notification_channel_matrix(id) ON DELETE CASCADE;
ALTER TABLE notification_hook_channel ADD FOREIGN KEY (hook_id) REFERENCES notification_hook(id) ON DELETE CASCADE;
ALTER TABLE notification_hook_event ADD FOREIGN KEY (hook_id) REFERENCES notification_hook(id) ON DELETE CASCADE;
ALTER TABLE organization ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE person ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE person ADD FOREIGN KEY (oid) REFERENCES organization(oid);
ALTER TABLE query_bookmark ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE query_bookmark ADD FOREIGN KEY (user_id) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE rememberme ADD FOREIGN KEY (user_id) REFERENCES user_(uid);
ALTER TABLE sentmail ADD FOREIGN KEY (uid) REFERENCES user_(uid);
ALTER TABLE sentmailitem ADD FOREIGN KEY (item_id) REFERENCES item(itemid);
ALTER TABLE sentmailitem ADD FOREIGN KEY (sentmail_id) REFERENCES sentmail(id);
ALTER TABLE source ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE source ADD FOREIGN KEY (folder_id) REFERENCES folder(id);
ALTER TABLE tag ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE tagitem ADD FOREIGN KEY (itemid) REFERENCES item(itemid);
ALTER TABLE tagitem ADD FOREIGN KEY (tid) REFERENCES tag(tid);
ALTER TABLE tagsource ADD FOREIGN KEY (source_id) REFERENCES source(sid);
ALTER TABLE tagsource ADD FOREIGN KEY (tag_id) REFERENCES tag(tid);
ALTER TABLE totp ADD FOREIGN KEY (user_id) REFERENCES user_(uid) ON DELETE CASCADE;
ALTER TABLE user_ ADD FOREIGN KEY (coll_id) REFERENCES collective(id);
ALTER TABLE useremail ADD FOREIGN KEY (uid) REFERENCES user_(uid);
ALTER TABLE userimap ADD FOREIGN KEY (uid) REFERENCES user_(uid);
