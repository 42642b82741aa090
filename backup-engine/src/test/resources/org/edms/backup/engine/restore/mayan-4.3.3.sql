-- The tables of Mayan EDMS 4.3.3, as its own migrations create them.

CREATE TABLE acls_accesscontrollist (
    id serial NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    role_id integer NOT NULL,
    CHECK ((object_id >= 0)),
    PRIMARY KEY (id),
    UNIQUE (content_type_id, object_id, role_id));
CREATE TABLE acls_accesscontrollist_permissions (
    id serial NOT NULL,
    accesscontrollist_id integer NOT NULL,
    storedpermission_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (accesscontrollist_id, storedpermission_id));
CREATE TABLE actstream_action (
    id serial NOT NULL,
    actor_object_id character varying(255) NOT NULL,
    verb character varying(255) NOT NULL,
    description text,
    target_object_id character varying(255),
    action_object_object_id character varying(255),
    "timestamp" timestamp with time zone NOT NULL,
    public boolean NOT NULL,
    action_object_content_type_id integer,
    actor_content_type_id integer NOT NULL,
    target_content_type_id integer,
    PRIMARY KEY (id));
CREATE TABLE actstream_follow (
    id serial NOT NULL,
    object_id character varying(255) NOT NULL,
    actor_only boolean NOT NULL,
    started timestamp with time zone NOT NULL,
    content_type_id integer NOT NULL,
    user_id integer NOT NULL,
    flag character varying(255) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id, content_type_id, object_id, flag));
CREATE TABLE announcements_announcement (
    id serial NOT NULL,
    label character varying(32) NOT NULL,
    text text NOT NULL,
    enabled boolean NOT NULL,
    start_datetime timestamp with time zone,
    end_datetime timestamp with time zone,
    PRIMARY KEY (id));
CREATE TABLE appearance_theme (
    id serial NOT NULL,
    label character varying(128) NOT NULL,
    stylesheet text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (label));
CREATE TABLE appearance_userthemesetting (
    id serial NOT NULL,
    theme_id integer,
    user_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id));
CREATE TABLE auth_group (
    id serial NOT NULL,
    name character varying(150) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name));
CREATE TABLE auth_group_permissions (
    id serial NOT NULL,
    group_id integer NOT NULL,
    permission_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (group_id, permission_id));
CREATE TABLE auth_permission (
    id serial NOT NULL,
    name character varying(255) NOT NULL,
    content_type_id integer NOT NULL,
    codename character varying(100) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (content_type_id, codename));
CREATE TABLE auth_user (
    id serial NOT NULL,
    password character varying(128) NOT NULL,
    last_login timestamp with time zone,
    is_superuser boolean NOT NULL,
    username character varying(150) NOT NULL,
    first_name character varying(150) NOT NULL,
    last_name character varying(150) NOT NULL,
    email character varying(254) NOT NULL,
    is_staff boolean NOT NULL,
    is_active boolean NOT NULL,
    date_joined timestamp with time zone NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (username));
CREATE TABLE auth_user_groups (
    id serial NOT NULL,
    user_id integer NOT NULL,
    group_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id, group_id));
CREATE TABLE auth_user_user_permissions (
    id serial NOT NULL,
    user_id integer NOT NULL,
    permission_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id, permission_id));
CREATE TABLE authentication_otp_userotpdata (
    id serial NOT NULL,
    secret character varying(96) NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id));
CREATE TABLE authtoken_token (
    key character varying(40) NOT NULL,
    created timestamp with time zone NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (key),
    UNIQUE (user_id));
CREATE TABLE cabinets_cabinet (
    id serial NOT NULL,
    label character varying(128) NOT NULL,
    lft integer NOT NULL,
    rght integer NOT NULL,
    tree_id integer NOT NULL,
    level integer NOT NULL,
    parent_id integer,
    CHECK ((level >= 0)),
    CHECK ((lft >= 0)),
    CHECK ((rght >= 0)),
    CHECK ((tree_id >= 0)),
    PRIMARY KEY (id),
    UNIQUE (parent_id, label));
CREATE TABLE cabinets_cabinet_documents (
    id serial NOT NULL,
    cabinet_id integer NOT NULL,
    document_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (cabinet_id, document_id));
CREATE TABLE checkouts_documentcheckout (
    id serial NOT NULL,
    checkout_datetime timestamp with time zone NOT NULL,
    expiration_datetime timestamp with time zone NOT NULL,
    block_new_file boolean NOT NULL,
    document_id integer NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_id));
CREATE TABLE converter_asset (
    id serial NOT NULL,
    label character varying(96) NOT NULL,
    internal_name character varying(255) NOT NULL,
    file character varying(100) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (internal_name),
    UNIQUE (label));
CREATE TABLE converter_layertransformation (
    id serial NOT NULL,
    "order" integer NOT NULL,
    name character varying(128) NOT NULL,
    arguments text NOT NULL,
    enabled boolean NOT NULL,
    object_layer_id integer NOT NULL,
    CHECK (("order" >= 0)),
    PRIMARY KEY (id),
    UNIQUE (object_layer_id, "order"));
CREATE TABLE converter_objectlayer (
    id serial NOT NULL,
    object_id integer NOT NULL,
    enabled boolean NOT NULL,
    content_type_id integer NOT NULL,
    stored_layer_id integer NOT NULL,
    CHECK ((object_id >= 0)),
    PRIMARY KEY (id),
    UNIQUE (content_type_id, object_id, stored_layer_id));
CREATE TABLE converter_storedlayer (
    id serial NOT NULL,
    name character varying(64) NOT NULL,
    "order" integer NOT NULL,
    CHECK (("order" >= 0)),
    PRIMARY KEY (id),
    UNIQUE ("order"),
    UNIQUE (name));
CREATE TABLE django_admin_log (
    id serial NOT NULL,
    action_time timestamp with time zone NOT NULL,
    object_id text,
    object_repr character varying(200) NOT NULL,
    action_flag smallint NOT NULL,
    change_message text NOT NULL,
    content_type_id integer,
    user_id integer NOT NULL,
    CHECK ((action_flag >= 0)),
    PRIMARY KEY (id));
CREATE TABLE django_celery_beat_clockedschedule (
    id serial NOT NULL,
    clocked_time timestamp with time zone NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE django_celery_beat_crontabschedule (
    id serial NOT NULL,
    minute character varying(240) NOT NULL,
    hour character varying(96) NOT NULL,
    day_of_week character varying(64) NOT NULL,
    day_of_month character varying(124) NOT NULL,
    month_of_year character varying(64) NOT NULL,
    timezone character varying(63) NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE django_celery_beat_intervalschedule (
    id serial NOT NULL,
    every integer NOT NULL,
    period character varying(24) NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE django_celery_beat_periodictask (
    id serial NOT NULL,
    name character varying(200) NOT NULL,
    task character varying(200) NOT NULL,
    args text NOT NULL,
    kwargs text NOT NULL,
    queue character varying(200),
    exchange character varying(200),
    routing_key character varying(200),
    expires timestamp with time zone,
    enabled boolean NOT NULL,
    last_run_at timestamp with time zone,
    total_run_count integer NOT NULL,
    date_changed timestamp with time zone NOT NULL,
    description text NOT NULL,
    crontab_id integer,
    interval_id integer,
    solar_id integer,
    one_off boolean NOT NULL,
    start_time timestamp with time zone,
    priority integer,
    headers text NOT NULL,
    clocked_id integer,
    expire_seconds integer,
    CHECK ((expire_seconds >= 0)),
    CHECK ((priority >= 0)),
    CHECK ((total_run_count >= 0)),
    PRIMARY KEY (id),
    UNIQUE (name));
CREATE TABLE django_celery_beat_periodictasks (
    ident smallint NOT NULL,
    last_update timestamp with time zone NOT NULL,
    PRIMARY KEY (ident));
CREATE TABLE django_celery_beat_solarschedule (
    id serial NOT NULL,
    event character varying(24) NOT NULL,
    latitude numeric(9,6) NOT NULL,
    longitude numeric(9,6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (event, latitude, longitude));
CREATE TABLE django_content_type (
    id serial NOT NULL,
    app_label character varying(100) NOT NULL,
    model character varying(100) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (app_label, model));
CREATE TABLE django_gpg_key (
    id serial NOT NULL,
    creation_date timestamp with time zone NOT NULL,
    expiration_date timestamp with time zone,
    fingerprint character varying(40) NOT NULL,
    length integer NOT NULL,
    algorithm integer NOT NULL,
    user_id text NOT NULL,
    key_type character varying(3) NOT NULL,
    key_data text NOT NULL,
    CHECK ((algorithm >= 0)),
    CHECK ((length >= 0)),
    PRIMARY KEY (id),
    UNIQUE (fingerprint));
CREATE TABLE django_migrations (
    id serial NOT NULL,
    app character varying(255) NOT NULL,
    name character varying(255) NOT NULL,
    applied timestamp with time zone NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE django_session (
    session_key character varying(40) NOT NULL,
    session_data text NOT NULL,
    expire_date timestamp with time zone NOT NULL,
    PRIMARY KEY (session_key));
CREATE TABLE django_site (
    id serial NOT NULL,
    domain character varying(100) NOT NULL,
    name character varying(50) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (domain));
CREATE TABLE document_comments_comment (
    id serial NOT NULL,
    text text NOT NULL,
    submit_date timestamp with time zone NOT NULL,
    document_id integer NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE document_indexing_indexinstancenode (
    id serial NOT NULL,
    value character varying(128) NOT NULL,
    lft integer NOT NULL,
    rght integer NOT NULL,
    tree_id integer NOT NULL,
    level integer NOT NULL,
    index_template_node_id integer NOT NULL,
    parent_id integer,
    CHECK ((level >= 0)),
    CHECK ((lft >= 0)),
    CHECK ((rght >= 0)),
    CHECK ((tree_id >= 0)),
    PRIMARY KEY (id),
    UNIQUE (index_template_node_id, parent_id, value));
CREATE TABLE document_indexing_indexinstancenode_documents (
    id serial NOT NULL,
    indexinstancenode_id integer NOT NULL,
    document_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (indexinstancenode_id, document_id));
CREATE SEQUENCE document_indexing_index_id_seq AS integer;
CREATE TABLE document_indexing_indextemplate (
    id integer DEFAULT nextval('document_indexing_index_id_seq'::regclass) NOT NULL,
    label character varying(128) NOT NULL,
    enabled boolean NOT NULL,
    slug character varying(128) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (label),
    UNIQUE (slug));
ALTER SEQUENCE document_indexing_index_id_seq OWNED BY document_indexing_indextemplate.id;
CREATE SEQUENCE document_indexing_index_document_types_id_seq AS integer;
CREATE TABLE document_indexing_indextemplate_document_types (
    id integer DEFAULT nextval('document_indexing_index_document_types_id_seq'::regclass) NOT NULL,
    indextemplate_id integer NOT NULL,
    documenttype_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (indextemplate_id, documenttype_id));
ALTER SEQUENCE document_indexing_index_document_types_id_seq OWNED BY document_indexing_indextemplate_document_types.id;
CREATE TABLE document_indexing_indextemplateeventtrigger (
    id serial NOT NULL,
    index_template_id integer NOT NULL,
    stored_event_type_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (index_template_id, stored_event_type_id));
CREATE TABLE document_indexing_indextemplatenode (
    id serial NOT NULL,
    expression text NOT NULL,
    enabled boolean NOT NULL,
    link_documents boolean NOT NULL,
    lft integer NOT NULL,
    rght integer NOT NULL,
    tree_id integer NOT NULL,
    level integer NOT NULL,
    index_id integer NOT NULL,
    parent_id integer,
    CHECK ((level >= 0)),
    CHECK ((lft >= 0)),
    CHECK ((rght >= 0)),
    CHECK ((tree_id >= 0)),
    PRIMARY KEY (id));
CREATE SEQUENCE document_parsing_documentpagecontent_id_seq AS integer;
CREATE TABLE document_parsing_documentfilepagecontent (
    id integer DEFAULT nextval('document_parsing_documentpagecontent_id_seq'::regclass) NOT NULL,
    content text NOT NULL,
    document_file_page_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_file_page_id));
ALTER SEQUENCE document_parsing_documentpagecontent_id_seq OWNED BY document_parsing_documentfilepagecontent.id;
CREATE TABLE document_parsing_documenttypesettings (
    id serial NOT NULL,
    auto_parsing boolean NOT NULL,
    document_type_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_type_id));
CREATE TABLE document_signatures_detachedsignature (
    signaturebasemodel_ptr_id integer NOT NULL,
    signature_file character varying(100),
    PRIMARY KEY (signaturebasemodel_ptr_id));
CREATE TABLE document_signatures_embeddedsignature (
    signaturebasemodel_ptr_id integer NOT NULL,
    PRIMARY KEY (signaturebasemodel_ptr_id));
CREATE TABLE document_signatures_signaturebasemodel (
    id serial NOT NULL,
    key_id character varying(40) NOT NULL,
    signature_id character varying(64),
    public_key_fingerprint character varying(40),
    document_file_id integer NOT NULL,
    date_time timestamp with time zone,
    PRIMARY KEY (id));
CREATE TABLE document_states_workflow (
    id serial NOT NULL,
    label character varying(255) NOT NULL,
    internal_name character varying(255) NOT NULL,
    auto_launch boolean NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (internal_name),
    UNIQUE (label));
CREATE TABLE document_states_workflow_document_types (
    id serial NOT NULL,
    workflow_id integer NOT NULL,
    documenttype_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workflow_id, documenttype_id));
CREATE TABLE document_states_workflowinstance (
    id serial NOT NULL,
    document_id integer NOT NULL,
    workflow_id integer NOT NULL,
    context text NOT NULL,
    datetime timestamp with time zone NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_id, workflow_id));
CREATE TABLE document_states_workflowinstancelogentry (
    id serial NOT NULL,
    datetime timestamp with time zone NOT NULL,
    comment text NOT NULL,
    transition_id integer NOT NULL,
    user_id integer,
    workflow_instance_id integer NOT NULL,
    extra_data text NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE document_states_workflowstate (
    id serial NOT NULL,
    label character varying(255) NOT NULL,
    initial boolean NOT NULL,
    workflow_id integer NOT NULL,
    completion integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workflow_id, label));
CREATE TABLE document_states_workflowstateaction (
    id serial NOT NULL,
    label character varying(255) NOT NULL,
    enabled boolean NOT NULL,
    "when" integer NOT NULL,
    action_path character varying(128) NOT NULL,
    action_data text NOT NULL,
    state_id integer NOT NULL,
    condition text NOT NULL,
    CHECK (("when" >= 0)),
    PRIMARY KEY (id),
    UNIQUE (state_id, label));
CREATE TABLE document_states_workflowstateescalation (
    id serial NOT NULL,
    condition text NOT NULL,
    priority integer NOT NULL,
    enabled boolean NOT NULL,
    unit character varying(32) NOT NULL,
    amount integer NOT NULL,
    comment text NOT NULL,
    state_id integer NOT NULL,
    transition_id integer NOT NULL,
    CHECK ((amount >= 0)),
    PRIMARY KEY (id),
    UNIQUE (state_id, transition_id));
CREATE TABLE document_states_workflowtransition (
    id serial NOT NULL,
    label character varying(255) NOT NULL,
    destination_state_id integer NOT NULL,
    origin_state_id integer NOT NULL,
    workflow_id integer NOT NULL,
    condition text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (workflow_id, label, origin_state_id, destination_state_id));
CREATE TABLE document_states_workflowtransitionfield (
    id serial NOT NULL,
    field_type integer NOT NULL,
    name character varying(128) NOT NULL,
    label character varying(128) NOT NULL,
    help_text text NOT NULL,
    required boolean NOT NULL,
    transition_id integer NOT NULL,
    widget integer,
    widget_kwargs text NOT NULL,
    CHECK ((field_type >= 0)),
    CHECK ((widget >= 0)),
    PRIMARY KEY (id),
    UNIQUE (transition_id, name));
CREATE TABLE document_states_workflowtransitiontriggerevent (
    id serial NOT NULL,
    event_type_id integer NOT NULL,
    transition_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (transition_id, event_type_id));
CREATE TABLE documents_document (
    id serial NOT NULL,
    uuid uuid NOT NULL,
    label character varying(255) NOT NULL,
    description text NOT NULL,
    datetime_created timestamp with time zone NOT NULL,
    language character varying(8) NOT NULL,
    document_type_id integer NOT NULL,
    in_trash boolean NOT NULL,
    trashed_date_time timestamp with time zone,
    is_stub boolean NOT NULL,
    PRIMARY KEY (id));
CREATE SEQUENCE documents_documentversion_id_seq AS integer;
CREATE TABLE documents_documentfile (
    id integer DEFAULT nextval('documents_documentversion_id_seq'::regclass) NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    comment text NOT NULL,
    file character varying(100) NOT NULL,
    mimetype character varying(255),
    encoding character varying(64),
    checksum character varying(64),
    document_id integer NOT NULL,
    filename character varying(255) NOT NULL,
    size integer,
    CHECK ((size >= 0)),
    PRIMARY KEY (id));
ALTER SEQUENCE documents_documentversion_id_seq OWNED BY documents_documentfile.id;
CREATE SEQUENCE documents_documentpage_id_seq AS integer;
CREATE TABLE documents_documentfilepage (
    id integer DEFAULT nextval('documents_documentpage_id_seq'::regclass) NOT NULL,
    page_number integer NOT NULL,
    document_file_id integer NOT NULL,
    CHECK ((page_number >= 0)),
    PRIMARY KEY (id));
ALTER SEQUENCE documents_documentpage_id_seq OWNED BY documents_documentfilepage.id;
CREATE TABLE documents_documenttype (
    id serial NOT NULL,
    label character varying(196) NOT NULL,
    delete_time_period integer,
    delete_time_unit character varying(8),
    trash_time_period integer,
    trash_time_unit character varying(8),
    filename_generator_backend character varying(224) NOT NULL,
    filename_generator_backend_arguments text NOT NULL,
    CHECK ((delete_time_period >= 0)),
    CHECK ((trash_time_period >= 0)),
    PRIMARY KEY (id),
    UNIQUE (label));
CREATE TABLE documents_documenttypefilename (
    id serial NOT NULL,
    filename character varying(128) NOT NULL,
    enabled boolean NOT NULL,
    document_type_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_type_id, filename));
CREATE SEQUENCE documents_documentversion_id_seq1 AS integer;
CREATE TABLE documents_documentversion (
    id integer DEFAULT nextval('documents_documentversion_id_seq1'::regclass) NOT NULL,
    "timestamp" timestamp with time zone NOT NULL,
    comment text NOT NULL,
    document_id integer NOT NULL,
    active boolean NOT NULL,
    PRIMARY KEY (id));
ALTER SEQUENCE documents_documentversion_id_seq1 OWNED BY documents_documentversion.id;
CREATE TABLE documents_documentversionpage (
    id serial NOT NULL,
    page_number integer NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    document_version_id integer NOT NULL,
    CHECK ((object_id >= 0)),
    CHECK ((page_number >= 0)),
    PRIMARY KEY (id),
    UNIQUE (document_version_id, page_number));
CREATE TABLE documents_favoritedocument (
    id serial NOT NULL,
    document_id integer NOT NULL,
    user_id integer NOT NULL,
    datetime_added timestamp with time zone NOT NULL,
    PRIMARY KEY (id));
CREATE SEQUENCE documents_recentdocument_id_seq AS integer;
CREATE TABLE documents_recentlyaccesseddocument (
    id integer DEFAULT nextval('documents_recentdocument_id_seq'::regclass) NOT NULL,
    datetime_accessed timestamp with time zone NOT NULL,
    document_id integer NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (id));
ALTER SEQUENCE documents_recentdocument_id_seq OWNED BY documents_recentlyaccesseddocument.id;
CREATE SEQUENCE duplicates_duplicateddocument_id_seq AS integer;
CREATE TABLE duplicates_duplicatebackendentry (
    id integer DEFAULT nextval('duplicates_duplicateddocument_id_seq'::regclass) NOT NULL,
    document_id integer NOT NULL,
    stored_backend_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (stored_backend_id, document_id));
ALTER SEQUENCE duplicates_duplicateddocument_id_seq OWNED BY duplicates_duplicatebackendentry.id;
CREATE SEQUENCE duplicates_duplicateddocument_documents_id_seq AS integer;
CREATE TABLE duplicates_duplicatebackendentry_documents (
    id integer DEFAULT nextval('duplicates_duplicateddocument_documents_id_seq'::regclass) NOT NULL,
    duplicatebackendentry_id integer NOT NULL,
    document_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (duplicatebackendentry_id, document_id));
ALTER SEQUENCE duplicates_duplicateddocument_documents_id_seq OWNED BY duplicates_duplicatebackendentry_documents.id;
CREATE TABLE duplicates_storedduplicatebackend (
    id serial NOT NULL,
    backend_path character varying(128) NOT NULL,
    backend_data text NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE events_eventsubscription (
    id serial NOT NULL,
    user_id integer NOT NULL,
    stored_event_type_id integer NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE events_notification (
    id serial NOT NULL,
    read boolean NOT NULL,
    action_id integer NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE events_objecteventsubscription (
    id serial NOT NULL,
    object_id integer NOT NULL,
    content_type_id integer NOT NULL,
    stored_event_type_id integer NOT NULL,
    user_id integer NOT NULL,
    CHECK ((object_id >= 0)),
    PRIMARY KEY (id));
CREATE SEQUENCE events_eventtype_id_seq AS integer;
CREATE TABLE events_storedeventtype (
    id integer DEFAULT nextval('events_eventtype_id_seq'::regclass) NOT NULL,
    name character varying(64) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name));
ALTER SEQUENCE events_eventtype_id_seq OWNED BY events_storedeventtype.id;
CREATE TABLE file_caching_cache (
    id serial NOT NULL,
    maximum_size bigint NOT NULL,
    defined_storage_name character varying(96) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (defined_storage_name));
CREATE TABLE file_caching_cachepartition (
    id serial NOT NULL,
    name character varying(128) NOT NULL,
    cache_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (cache_id, name));
CREATE TABLE file_caching_cachepartitionfile (
    id serial NOT NULL,
    datetime timestamp with time zone NOT NULL,
    filename character varying(255) NOT NULL,
    file_size integer NOT NULL,
    partition_id integer NOT NULL,
    hits integer NOT NULL,
    CHECK ((file_size >= 0)),
    CHECK ((hits >= 0)),
    PRIMARY KEY (id),
    UNIQUE (partition_id, filename));
CREATE SEQUENCE file_metadata_documentversiondriverentry_id_seq AS integer;
CREATE TABLE file_metadata_documentfiledriverentry (
    id integer DEFAULT nextval('file_metadata_documentversiondriverentry_id_seq'::regclass) NOT NULL,
    document_file_id integer NOT NULL,
    driver_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (driver_id, document_file_id));
ALTER SEQUENCE file_metadata_documentversiondriverentry_id_seq OWNED BY file_metadata_documentfiledriverentry.id;
CREATE TABLE file_metadata_documenttypesettings (
    id serial NOT NULL,
    auto_process boolean NOT NULL,
    document_type_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_type_id));
CREATE TABLE file_metadata_filemetadataentry (
    id serial NOT NULL,
    key character varying(255) NOT NULL,
    value character varying(255) NOT NULL,
    document_file_driver_entry_id integer NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE file_metadata_storeddriver (
    id serial NOT NULL,
    driver_path character varying(255) NOT NULL,
    internal_name character varying(128) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (driver_path),
    UNIQUE (internal_name));
CREATE TABLE linking_smartlink (
    id serial NOT NULL,
    label character varying(128) NOT NULL,
    dynamic_label character varying(96) NOT NULL,
    enabled boolean NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE linking_smartlink_document_types (
    id serial NOT NULL,
    smartlink_id integer NOT NULL,
    documenttype_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (smartlink_id, documenttype_id));
CREATE TABLE linking_smartlinkcondition (
    id serial NOT NULL,
    inclusion character varying(16) NOT NULL,
    foreign_document_data character varying(128) NOT NULL,
    operator character varying(16) NOT NULL,
    expression text NOT NULL,
    negated boolean NOT NULL,
    enabled boolean NOT NULL,
    smart_link_id integer NOT NULL,
    PRIMARY KEY (id));
CREATE SEQUENCE locales_userlocaleprofilenew_id_seq AS integer;
CREATE TABLE locales_userlocaleprofile (
    id integer DEFAULT nextval('locales_userlocaleprofilenew_id_seq'::regclass) NOT NULL,
    timezone character varying(48) NOT NULL,
    language character varying(8) NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id));
ALTER SEQUENCE locales_userlocaleprofilenew_id_seq OWNED BY locales_userlocaleprofile.id;
CREATE TABLE lock_manager_lock (
    id serial NOT NULL,
    creation_datetime timestamp with time zone NOT NULL,
    timeout integer NOT NULL,
    name character varying(255) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name));
CREATE TABLE logging_errorlogpartition (
    id serial NOT NULL,
    name character varying(128) NOT NULL,
    error_log_id integer NOT NULL,
    content_type_id integer NOT NULL,
    object_id integer NOT NULL,
    CHECK ((object_id >= 0)),
    PRIMARY KEY (id),
    UNIQUE (error_log_id, content_type_id, object_id),
    UNIQUE (error_log_id, name));
CREATE TABLE logging_errorlogpartitionentry (
    id serial NOT NULL,
    datetime timestamp with time zone NOT NULL,
    text text,
    error_log_partition_id integer NOT NULL,
    PRIMARY KEY (id));
CREATE SEQUENCE logging_errorlog_id_seq AS integer;
CREATE TABLE logging_storederrorlog (
    id integer DEFAULT nextval('logging_errorlog_id_seq'::regclass) NOT NULL,
    name character varying(128) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name));
ALTER SEQUENCE logging_errorlog_id_seq OWNED BY logging_storederrorlog.id;
CREATE TABLE mailer_usermailer (
    id serial NOT NULL,
    label character varying(128) NOT NULL,
    "default" boolean NOT NULL,
    backend_path character varying(128) NOT NULL,
    backend_data text NOT NULL,
    enabled boolean NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (label));
CREATE TABLE mayan_statistics_statisticresult (
    id serial NOT NULL,
    slug character varying(50) NOT NULL,
    datetime timestamp with time zone NOT NULL,
    serialize_data text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (slug));
CREATE TABLE messaging_message (
    id serial NOT NULL,
    sender_object_id integer,
    subject character varying(255) NOT NULL,
    body text NOT NULL,
    read boolean NOT NULL,
    date_time timestamp with time zone NOT NULL,
    sender_content_type_id integer,
    user_id integer NOT NULL,
    CHECK ((sender_object_id >= 0)),
    PRIMARY KEY (id));
CREATE TABLE metadata_documentmetadata (
    id serial NOT NULL,
    value character varying(255),
    document_id integer NOT NULL,
    metadata_type_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_id, metadata_type_id));
CREATE TABLE metadata_documenttypemetadatatype (
    id serial NOT NULL,
    required boolean NOT NULL,
    document_type_id integer NOT NULL,
    metadata_type_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_type_id, metadata_type_id));
CREATE TABLE metadata_metadatatype (
    id serial NOT NULL,
    name character varying(48) NOT NULL,
    label character varying(48) NOT NULL,
    "default" character varying(128),
    lookup text,
    validation character varying(224) NOT NULL,
    parser character varying(224) NOT NULL,
    validation_arguments text NOT NULL,
    parser_arguments text NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (name));
CREATE SEQUENCE ocr_documenttypesettings_id_seq AS integer;
CREATE TABLE ocr_documenttypeocrsettings (
    id integer DEFAULT nextval('ocr_documenttypesettings_id_seq'::regclass) NOT NULL,
    auto_ocr boolean NOT NULL,
    document_type_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_type_id));
ALTER SEQUENCE ocr_documenttypesettings_id_seq OWNED BY ocr_documenttypeocrsettings.id;
CREATE TABLE ocr_documentversionpageocrcontent (
    id serial NOT NULL,
    content text NOT NULL,
    document_version_page_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_version_page_id));
CREATE TABLE permissions_role (
    id serial NOT NULL,
    label character varying(128) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (label));
CREATE TABLE permissions_role_groups (
    id serial NOT NULL,
    role_id integer NOT NULL,
    group_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (role_id, group_id));
CREATE TABLE permissions_role_permissions (
    id serial NOT NULL,
    role_id integer NOT NULL,
    storedpermission_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (role_id, storedpermission_id));
CREATE TABLE permissions_storedpermission (
    id serial NOT NULL,
    namespace character varying(64) NOT NULL,
    name character varying(64) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (namespace, name));
CREATE TABLE quotas_quota (
    id serial NOT NULL,
    backend_path character varying(255) NOT NULL,
    backend_data text NOT NULL,
    enabled boolean NOT NULL,
    PRIMARY KEY (id));
CREATE TABLE signature_captures_signaturecapture (
    id serial NOT NULL,
    data text NOT NULL,
    svg text NOT NULL,
    text character varying(224) NOT NULL,
    date_time_created timestamp with time zone NOT NULL,
    date_time_edited timestamp with time zone NOT NULL,
    internal_name character varying(255) NOT NULL,
    document_id integer NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (document_id, internal_name));
CREATE TABLE sources_source (
    id serial NOT NULL,
    label character varying(128) NOT NULL,
    enabled boolean NOT NULL,
    backend_data text NOT NULL,
    backend_path character varying(128) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (label));
CREATE TABLE storage_downloadfile (
    id serial NOT NULL,
    file character varying(100) NOT NULL,
    filename character varying(255) NOT NULL,
    datetime timestamp with time zone NOT NULL,
    object_id integer,
    label character varying(192) NOT NULL,
    content_type_id integer,
    permission_id integer,
    CHECK ((object_id >= 0)),
    PRIMARY KEY (id));
CREATE SEQUENCE storage_storageshareduploadedfile_id_seq AS integer;
CREATE TABLE storage_shareduploadedfile (
    id integer DEFAULT nextval('storage_storageshareduploadedfile_id_seq'::regclass) NOT NULL,
    file character varying(100) NOT NULL,
    filename character varying(255) NOT NULL,
    datetime timestamp with time zone NOT NULL,
    PRIMARY KEY (id));
ALTER SEQUENCE storage_storageshareduploadedfile_id_seq OWNED BY storage_shareduploadedfile.id;
CREATE TABLE tags_tag (
    id serial NOT NULL,
    label character varying(128) NOT NULL,
    color character varying(7) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (label));
CREATE TABLE tags_tag_documents (
    id serial NOT NULL,
    tag_id integer NOT NULL,
    document_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (tag_id, document_id));
CREATE TABLE user_management_useroptions (
    id serial NOT NULL,
    block_password_change boolean NOT NULL,
    user_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (user_id));
CREATE TABLE web_links_weblink (
    id serial NOT NULL,
    label character varying(96) NOT NULL,
    template text NOT NULL,
    enabled boolean NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (label));
CREATE TABLE web_links_weblink_document_types (
    id serial NOT NULL,
    weblink_id integer NOT NULL,
    documenttype_id integer NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (weblink_id, documenttype_id));
ALTER TABLE acls_accesscontrollist ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE acls_accesscontrollist ADD FOREIGN KEY (role_id) REFERENCES permissions_role(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE acls_accesscontrollist_permissions ADD FOREIGN KEY (accesscontrollist_id) REFERENCES acls_accesscontrollist(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE acls_accesscontrollist_permissions ADD FOREIGN KEY (storedpermission_id) REFERENCES permissions_storedpermission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE actstream_action ADD FOREIGN KEY (action_object_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE actstream_action ADD FOREIGN KEY (actor_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE actstream_action ADD FOREIGN KEY (target_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE actstream_follow ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE actstream_follow ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE appearance_userthemesetting ADD FOREIGN KEY (theme_id) REFERENCES appearance_theme(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE appearance_userthemesetting ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_group_permissions ADD FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_group_permissions ADD FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_permission ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_user_groups ADD FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_user_groups ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_user_user_permissions ADD FOREIGN KEY (permission_id) REFERENCES auth_permission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE auth_user_user_permissions ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE authentication_otp_userotpdata ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE authtoken_token ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE cabinets_cabinet ADD FOREIGN KEY (parent_id) REFERENCES cabinets_cabinet(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE cabinets_cabinet_documents ADD FOREIGN KEY (cabinet_id) REFERENCES cabinets_cabinet(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE cabinets_cabinet_documents ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE checkouts_documentcheckout ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE checkouts_documentcheckout ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE converter_layertransformation ADD FOREIGN KEY (object_layer_id) REFERENCES converter_objectlayer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE converter_objectlayer ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE converter_objectlayer ADD FOREIGN KEY (stored_layer_id) REFERENCES converter_storedlayer(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_admin_log ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_admin_log ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_celery_beat_periodictask ADD FOREIGN KEY (clocked_id) REFERENCES django_celery_beat_clockedschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_celery_beat_periodictask ADD FOREIGN KEY (crontab_id) REFERENCES django_celery_beat_crontabschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_celery_beat_periodictask ADD FOREIGN KEY (interval_id) REFERENCES django_celery_beat_intervalschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE django_celery_beat_periodictask ADD FOREIGN KEY (solar_id) REFERENCES django_celery_beat_solarschedule(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_comments_comment ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_comments_comment ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indexinstancenode ADD FOREIGN KEY (index_template_node_id) REFERENCES document_indexing_indextemplatenode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indexinstancenode ADD FOREIGN KEY (parent_id) REFERENCES document_indexing_indexinstancenode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indexinstancenode_documents ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indexinstancenode_documents ADD FOREIGN KEY (indexinstancenode_id) REFERENCES document_indexing_indexinstancenode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indextemplate_document_types ADD FOREIGN KEY (documenttype_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indextemplate_document_types ADD FOREIGN KEY (indextemplate_id) REFERENCES document_indexing_indextemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indextemplateeventtrigger ADD FOREIGN KEY (index_template_id) REFERENCES document_indexing_indextemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indextemplateeventtrigger ADD FOREIGN KEY (stored_event_type_id) REFERENCES events_storedeventtype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indextemplatenode ADD FOREIGN KEY (index_id) REFERENCES document_indexing_indextemplate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_indexing_indextemplatenode ADD FOREIGN KEY (parent_id) REFERENCES document_indexing_indextemplatenode(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_parsing_documentfilepagecontent ADD FOREIGN KEY (document_file_page_id) REFERENCES documents_documentfilepage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_parsing_documenttypesettings ADD FOREIGN KEY (document_type_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_signatures_detachedsignature ADD FOREIGN KEY (signaturebasemodel_ptr_id) REFERENCES document_signatures_signaturebasemodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_signatures_embeddedsignature ADD FOREIGN KEY (signaturebasemodel_ptr_id) REFERENCES document_signatures_signaturebasemodel(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_signatures_signaturebasemodel ADD FOREIGN KEY (document_file_id) REFERENCES documents_documentfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflow_document_types ADD FOREIGN KEY (documenttype_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflow_document_types ADD FOREIGN KEY (workflow_id) REFERENCES document_states_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowinstance ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowinstance ADD FOREIGN KEY (workflow_id) REFERENCES document_states_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowinstancelogentry ADD FOREIGN KEY (transition_id) REFERENCES document_states_workflowtransition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowinstancelogentry ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowinstancelogentry ADD FOREIGN KEY (workflow_instance_id) REFERENCES document_states_workflowinstance(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowstate ADD FOREIGN KEY (workflow_id) REFERENCES document_states_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowstateaction ADD FOREIGN KEY (state_id) REFERENCES document_states_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowstateescalation ADD FOREIGN KEY (state_id) REFERENCES document_states_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowstateescalation ADD FOREIGN KEY (transition_id) REFERENCES document_states_workflowtransition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowtransition ADD FOREIGN KEY (destination_state_id) REFERENCES document_states_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowtransition ADD FOREIGN KEY (origin_state_id) REFERENCES document_states_workflowstate(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowtransition ADD FOREIGN KEY (workflow_id) REFERENCES document_states_workflow(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowtransitionfield ADD FOREIGN KEY (transition_id) REFERENCES document_states_workflowtransition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowtransitiontriggerevent ADD FOREIGN KEY (event_type_id) REFERENCES events_storedeventtype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE document_states_workflowtransitiontriggerevent ADD FOREIGN KEY (transition_id) REFERENCES document_states_workflowtransition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_document ADD FOREIGN KEY (document_type_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_documentfile ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_documentfilepage ADD FOREIGN KEY (document_file_id) REFERENCES documents_documentfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_documenttypefilename ADD FOREIGN KEY (document_type_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_documentversion ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_documentversionpage ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_documentversionpage ADD FOREIGN KEY (document_version_id) REFERENCES documents_documentversion(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_favoritedocument ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_favoritedocument ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_recentlyaccesseddocument ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE documents_recentlyaccesseddocument ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE duplicates_duplicatebackendentry ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE duplicates_duplicatebackendentry ADD FOREIGN KEY (stored_backend_id) REFERENCES duplicates_storedduplicatebackend(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE duplicates_duplicatebackendentry_documents ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE duplicates_duplicatebackendentry_documents ADD FOREIGN KEY (duplicatebackendentry_id) REFERENCES duplicates_duplicatebackendentry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE events_eventsubscription ADD FOREIGN KEY (stored_event_type_id) REFERENCES events_storedeventtype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE events_eventsubscription ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE events_notification ADD FOREIGN KEY (action_id) REFERENCES actstream_action(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE events_notification ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE events_objecteventsubscription ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE events_objecteventsubscription ADD FOREIGN KEY (stored_event_type_id) REFERENCES events_storedeventtype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE events_objecteventsubscription ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE file_caching_cachepartition ADD FOREIGN KEY (cache_id) REFERENCES file_caching_cache(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE file_caching_cachepartitionfile ADD FOREIGN KEY (partition_id) REFERENCES file_caching_cachepartition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE file_metadata_documentfiledriverentry ADD FOREIGN KEY (document_file_id) REFERENCES documents_documentfile(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE file_metadata_documentfiledriverentry ADD FOREIGN KEY (driver_id) REFERENCES file_metadata_storeddriver(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE file_metadata_documenttypesettings ADD FOREIGN KEY (document_type_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE file_metadata_filemetadataentry ADD FOREIGN KEY (document_file_driver_entry_id) REFERENCES file_metadata_documentfiledriverentry(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE linking_smartlink_document_types ADD FOREIGN KEY (documenttype_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE linking_smartlink_document_types ADD FOREIGN KEY (smartlink_id) REFERENCES linking_smartlink(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE linking_smartlinkcondition ADD FOREIGN KEY (smart_link_id) REFERENCES linking_smartlink(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE locales_userlocaleprofile ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE logging_errorlogpartition ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE logging_errorlogpartition ADD FOREIGN KEY (error_log_id) REFERENCES logging_storederrorlog(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE logging_errorlogpartitionentry ADD FOREIGN KEY (error_log_partition_id) REFERENCES logging_errorlogpartition(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE messaging_message ADD FOREIGN KEY (sender_content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE messaging_message ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE metadata_documentmetadata ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE metadata_documentmetadata ADD FOREIGN KEY (metadata_type_id) REFERENCES metadata_metadatatype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE metadata_documenttypemetadatatype ADD FOREIGN KEY (document_type_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE metadata_documenttypemetadatatype ADD FOREIGN KEY (metadata_type_id) REFERENCES metadata_metadatatype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ocr_documenttypeocrsettings ADD FOREIGN KEY (document_type_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE ocr_documentversionpageocrcontent ADD FOREIGN KEY (document_version_page_id) REFERENCES documents_documentversionpage(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE permissions_role_groups ADD FOREIGN KEY (group_id) REFERENCES auth_group(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE permissions_role_groups ADD FOREIGN KEY (role_id) REFERENCES permissions_role(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE permissions_role_permissions ADD FOREIGN KEY (role_id) REFERENCES permissions_role(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE permissions_role_permissions ADD FOREIGN KEY (storedpermission_id) REFERENCES permissions_storedpermission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE signature_captures_signaturecapture ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE signature_captures_signaturecapture ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE storage_downloadfile ADD FOREIGN KEY (content_type_id) REFERENCES django_content_type(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE storage_downloadfile ADD FOREIGN KEY (permission_id) REFERENCES permissions_storedpermission(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE tags_tag_documents ADD FOREIGN KEY (document_id) REFERENCES documents_document(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE tags_tag_documents ADD FOREIGN KEY (tag_id) REFERENCES tags_tag(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE user_management_useroptions ADD FOREIGN KEY (user_id) REFERENCES auth_user(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE web_links_weblink_document_types ADD FOREIGN KEY (documenttype_id) REFERENCES documents_documenttype(id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE web_links_weblink_document_types ADD FOREIGN KEY (weblink_id) REFERENCES web_links_weblink(id) DEFERRABLE INITIALLY DEFERRED;
